# A tenant as one writes it by hand: everything under its path, named after it, tagged with it, and within a boundary.
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "name" {
  type = string
}

variable "users" {
  type = set(string)
}

variable "instance_type" {
  type = string
}

variable "variant_instance_type" {
  type = string
}

variable "access_actions" {
  type = list(string)
}

variable "cost_center" {
  type = string
}

data "aws_caller_identity" "this" {}

data "aws_partition" "this" {}

data "aws_region" "this" {}

locals {
  path      = "/tenants/${var.name}/"
  tags      = { tenant = var.name, cost-center = var.cost_center }
  account   = data.aws_caller_identity.this.account_id
  sagemaker = "arn:${data.aws_partition.this.partition}:sagemaker:${data.aws_region.this.name}:${local.account}"
}

data "aws_iam_policy_document" "boundary" {
  statement {
    sid       = "OwnNotebooks"
    actions   = ["sagemaker:*"]
    resources = ["${local.sagemaker}:*/${var.name}--*"]
  }
  statement {
    sid       = "OwnRoles"
    actions   = ["sts:AssumeRole", "sts:SetSourceIdentity", "iam:PassRole"]
    resources = ["arn:${data.aws_partition.this.partition}:iam::${local.account}:role${local.path}*"]
  }
}

resource "aws_iam_policy" "boundary" {
  name        = "${var.name}--boundary"
  path        = local.path
  description = "All that anyone of ${var.name} may ever do."
  policy      = data.aws_iam_policy_document.boundary.json
  tags        = local.tags
}

data "aws_iam_policy_document" "access" {
  statement {
    actions   = var.access_actions
    resources = ["${local.sagemaker}:notebook-instance/${var.name}--*"]
  }
}

resource "aws_iam_policy" "access" {
  name   = "${var.name}--access"
  path   = local.path
  policy = data.aws_iam_policy_document.access.json
  tags   = local.tags
}

data "aws_iam_policy_document" "trust_account" {
  statement {
    actions = ["sts:AssumeRole", "sts:SetSourceIdentity"]
    principals {
      type        = "AWS"
      identifiers = [local.account]
    }
    condition {
      test     = "ArnLike"
      variable = "aws:PrincipalArn"
      values   = ["arn:${data.aws_partition.this.partition}:iam::${local.account}:user${local.path}*"]
    }
  }
}

data "aws_iam_policy_document" "trust_sagemaker" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["sagemaker.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "access" {
  name                 = "${var.name}--access"
  path                 = local.path
  description          = "Access to the notebooks of ${var.name}."
  assume_role_policy   = data.aws_iam_policy_document.trust_account.json
  permissions_boundary = aws_iam_policy.boundary.arn
  max_session_duration = 7200
  tags                 = local.tags
}

resource "aws_iam_role" "execution" {
  name                 = "${var.name}--execution"
  path                 = local.path
  assume_role_policy   = data.aws_iam_policy_document.trust_sagemaker.json
  permissions_boundary = aws_iam_policy.boundary.arn
  tags                 = local.tags
}

resource "aws_iam_role_policy_attachment" "access" {
  role       = aws_iam_role.access.name
  policy_arn = aws_iam_policy.access.arn
}

resource "aws_iam_role_policy" "execution" {
  name   = "execution"
  role   = aws_iam_role.execution.id
  policy = data.aws_iam_policy_document.access.json
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions   = ["sts:AssumeRole", "sts:SetSourceIdentity"]
    resources = [aws_iam_role.access.arn]
  }
}

resource "aws_iam_group" "this" {
  name = var.name
  path = local.path
}

resource "aws_iam_group_policy" "assume" {
  name   = "assume"
  group  = aws_iam_group.this.name
  policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_user" "this" {
  for_each             = var.users
  name                 = "${var.name}--${each.key}"
  path                 = local.path
  permissions_boundary = aws_iam_policy.boundary.arn
  tags                 = local.tags
}

resource "aws_iam_user_group_membership" "this" {
  for_each = var.users
  user     = aws_iam_user.this[each.key].name
  groups   = [aws_iam_group.this.name]
}

resource "aws_sagemaker_notebook_instance_lifecycle_configuration" "this" {
  name     = "${var.name}--start"
  on_start = base64encode("#!/bin/bash\nset -e\necho ${var.name}\n")
}

resource "aws_sagemaker_notebook_instance" "this" {
  name                   = "${var.name}--main"
  role_arn               = aws_iam_role.execution.arn
  instance_type          = var.instance_type
  volume_size            = 5
  root_access            = "Disabled"
  direct_internet_access = "Enabled"
  lifecycle_config_name  = aws_sagemaker_notebook_instance_lifecycle_configuration.this.name
  tags                   = local.tags

  instance_metadata_service_configuration {
    minimum_instance_metadata_service_version = "2"
  }
}

resource "aws_sagemaker_model" "this" {
  name               = "${var.name}--model"
  execution_role_arn = aws_iam_role.execution.arn
  tags               = local.tags

  primary_container {
    image       = "${local.account}.dkr.ecr.${data.aws_region.this.name}.amazonaws.com/${var.name}--scoring:1"
    environment = { STAGE = "test" }
  }
}

resource "aws_sagemaker_endpoint_configuration" "this" {
  name_prefix = "${var.name}--"
  tags        = local.tags

  production_variants {
    variant_name           = "only"
    model_name             = aws_sagemaker_model.this.name
    instance_type          = var.variant_instance_type
    initial_instance_count = 1
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_sagemaker_endpoint" "this" {
  name                 = "${var.name}--scoring"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.this.name
  tags                 = local.tags
}

output "endpoint_config" {
  value = aws_sagemaker_endpoint_configuration.this.name
}
