# Takes a tenant that is there already into a state that knows nothing of it.
variable "endpoint_configs" {
  type = map(string)
}

data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

locals {
  arn     = "arn:${data.aws_partition.this.partition}:iam::${data.aws_caller_identity.this.account_id}"
  members = { for pair in setproduct(var.tenants, var.users) : "${pair[0]}--${pair[1]}" => { tenant = pair[0], user = pair[1] } }
}

import {
  for_each = var.tenants
  to       = module.tenant[each.key].aws_iam_policy.boundary
  id       = "${local.arn}:policy/tenants/${each.key}/${each.key}--boundary"
}

import {
  for_each = var.tenants
  to       = module.tenant[each.key].aws_iam_policy.access
  id       = "${local.arn}:policy/tenants/${each.key}/${each.key}--access"
}

import {
  for_each = var.tenants
  to       = module.tenant[each.key].aws_iam_role.access
  id       = "${each.key}--access"
}

import {
  for_each = var.tenants
  to       = module.tenant[each.key].aws_iam_role.execution
  id       = "${each.key}--execution"
}

import {
  for_each = var.tenants
  to       = module.tenant[each.key].aws_iam_role_policy_attachment.access
  id       = "${each.key}--access/${local.arn}:policy/tenants/${each.key}/${each.key}--access"
}

import {
  for_each = var.tenants
  to       = module.tenant[each.key].aws_iam_role_policy.execution
  id       = "${each.key}--execution:execution"
}

import {
  for_each = var.tenants
  to       = module.tenant[each.key].aws_iam_group.this
  id       = each.key
}

import {
  for_each = var.tenants
  to       = module.tenant[each.key].aws_iam_group_policy.assume
  id       = "${each.key}:assume"
}

import {
  for_each = local.members
  to       = module.tenant[each.value.tenant].aws_iam_user.this[each.value.user]
  id       = each.key
}

import {
  for_each = local.members
  to       = module.tenant[each.value.tenant].aws_iam_user_group_membership.this[each.value.user]
  id       = "${each.key}/${each.value.tenant}"
}

import {
  for_each = var.tenants
  to       = module.tenant[each.key].aws_sagemaker_notebook_instance_lifecycle_configuration.this
  id       = "${each.key}--start"
}

import {
  for_each = var.tenants
  to       = module.tenant[each.key].aws_sagemaker_notebook_instance.this
  id       = "${each.key}--main"
}

import {
  for_each = var.tenants
  to       = module.tenant[each.key].aws_sagemaker_model.this
  id       = "${each.key}--model"
}

import {
  for_each = var.tenants
  to       = module.tenant[each.key].aws_sagemaker_endpoint_configuration.this
  id       = var.endpoint_configs[each.key]
}

import {
  for_each = var.tenants
  to       = module.tenant[each.key].aws_sagemaker_endpoint.this
  id       = "${each.key}--scoring"
}
