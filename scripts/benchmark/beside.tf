# Makes tenants by Terraform, as a configuration for the purpose would: the same documents, names and tags as tenant-admin. It leaves the
# notebook's platform to AWS, because version 5 of its AWS provider does not know notebook-al2023-v1.
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "tenants" {
  type = set(string)
}

variable "templates" {
  description = "The folder of the tenants' documents and tags, with @TENANT@ in place of the name."
  type        = string
}

# The endpoint comes as AWS_ENDPOINT_URL.
provider "aws" {
  skip_metadata_api_check = true
}

locals {
  account = file("${var.templates}/account")
  region  = file("${var.templates}/region")
  texts = { for tenant in var.tenants : tenant => {
    for name in fileset(var.templates, "*.json") : name => replace(file("${var.templates}/${name}"), "@TENANT@", tenant)
  } }
  tags        = { for tenant, texts in local.texts : tenant => { for tag in jsondecode(texts["tags.json"]) : tag.Key => tag.Value } }
  anchor_tags = { for tenant, texts in local.texts : tenant => { for tag in jsondecode(texts["anchor-tags.json"]) : tag.Key => tag.Value } }
  roles       = { for pair in setproduct(var.tenants, ["access", "execution"]) : "${pair[0]}--${pair[1]}" => { tenant = pair[0], kind = pair[1] } }
}

resource "aws_iam_policy" "boundary" {
  for_each = var.tenants
  name     = "${each.key}--boundary"
  path     = "/tenant-admin/${local.region}/${each.key}/"
  policy   = local.texts[each.key]["boundary.json"]
  tags     = local.anchor_tags[each.key]
}

resource "aws_iam_policy" "access" {
  for_each = var.tenants
  name     = "${each.key}--access"
  path     = "/tenant-admin/${local.region}/${each.key}/"
  policy   = local.texts[each.key]["access.json"]
  tags     = local.tags[each.key]
}

resource "aws_iam_role" "role" {
  for_each             = local.roles
  name                 = each.key
  path                 = "/tenant-admin/${local.region}/${each.value.tenant}/"
  assume_role_policy   = local.texts[each.value.tenant]["${each.value.kind}-trust.json"]
  permissions_boundary = aws_iam_policy.boundary[each.value.tenant].arn
  tags                 = local.tags[each.value.tenant]
}

resource "aws_iam_role_policy_attachment" "access" {
  for_each   = var.tenants
  role       = aws_iam_role.role["${each.key}--access"].name
  policy_arn = aws_iam_policy.access[each.key].arn
}

resource "aws_iam_role_policy" "execution" {
  for_each = var.tenants
  name     = "execution"
  role     = aws_iam_role.role["${each.key}--execution"].id
  policy   = local.texts[each.key]["execution.json"]
}

resource "aws_iam_group" "members" {
  for_each = var.tenants
  name     = "${each.key}--members"
  path     = "/tenant-admin/${local.region}/${each.key}/"
}

resource "aws_iam_group_policy_attachment" "access" {
  for_each   = var.tenants
  group      = aws_iam_group.members[each.key].name
  policy_arn = aws_iam_policy.access[each.key].arn
}

resource "aws_iam_group_policy" "assume" {
  for_each = var.tenants
  name     = "assume"
  group    = aws_iam_group.members[each.key].name
  policy   = local.texts[each.key]["assume.json"]
}

resource "aws_iam_user" "owner" {
  for_each             = var.tenants
  name                 = "${each.key}--owner"
  path                 = "/tenant-admin/${local.region}/${each.key}/"
  permissions_boundary = aws_iam_policy.boundary[each.key].arn
  force_destroy        = true
  tags                 = local.tags[each.key]
}

resource "aws_iam_user_group_membership" "owner" {
  for_each = var.tenants
  user     = aws_iam_user.owner[each.key].name
  groups   = [aws_iam_group.members[each.key].name]
}

resource "aws_sagemaker_notebook_instance" "main" {
  for_each               = var.tenants
  name                   = "${each.key}--main"
  role_arn               = aws_iam_role.role["${each.key}--execution"].arn
  instance_type          = "ml.t3.medium"
  volume_size            = 5
  root_access            = "Disabled"
  direct_internet_access = "Enabled"
  tags                   = local.tags[each.key]

  instance_metadata_service_configuration {
    minimum_instance_metadata_service_version = "2"
  }
}
