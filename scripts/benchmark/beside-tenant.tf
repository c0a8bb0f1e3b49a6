# One tenant: the same documents, names and tags as tenant-admin. It leaves the notebook's platform to AWS, because version 5 of the AWS
# provider does not know notebook-al2023-v1.
variable "tenant" {
  type = string
}

variable "templates" {
  type = string
}

locals {
  path = "/tenant-admin/${file("${var.templates}/region")}/${var.tenant}/"
  texts = {
    for name in fileset(var.templates, "*.json") : name => replace(file("${var.templates}/${name}"), "@TENANT@", var.tenant)
  }
  tags        = { for tag in jsondecode(local.texts["tags.json"]) : tag.Key => tag.Value }
  anchor_tags = { for tag in jsondecode(local.texts["anchor-tags.json"]) : tag.Key => tag.Value }
}

resource "aws_iam_policy" "boundary" {
  name   = "${var.tenant}--boundary"
  path   = local.path
  policy = local.texts["boundary.json"]
  tags   = local.anchor_tags
}

resource "aws_iam_policy" "access" {
  name   = "${var.tenant}--access"
  path   = local.path
  policy = local.texts["access.json"]
  tags   = local.tags
}

resource "aws_iam_role" "role" {
  for_each             = toset(["access", "execution"])
  name                 = "${var.tenant}--${each.key}"
  path                 = local.path
  assume_role_policy   = local.texts["${each.key}-trust.json"]
  permissions_boundary = aws_iam_policy.boundary.arn
  tags                 = local.tags
}

resource "aws_iam_role_policy_attachment" "access" {
  role       = aws_iam_role.role["access"].name
  policy_arn = aws_iam_policy.access.arn
}

resource "aws_iam_role_policy" "execution" {
  name   = "execution"
  role   = aws_iam_role.role["execution"].id
  policy = local.texts["execution.json"]
}

resource "aws_iam_group" "members" {
  name = "${var.tenant}--members"
  path = local.path
}

resource "aws_iam_group_policy_attachment" "access" {
  group      = aws_iam_group.members.name
  policy_arn = aws_iam_policy.access.arn
}

resource "aws_iam_group_policy" "assume" {
  name   = "assume"
  group  = aws_iam_group.members.name
  policy = local.texts["assume.json"]
}

resource "aws_iam_user" "owner" {
  name                 = "${var.tenant}--owner"
  path                 = local.path
  permissions_boundary = aws_iam_policy.boundary.arn
  force_destroy        = true
  tags                 = local.tags
}

resource "aws_iam_user_group_membership" "owner" {
  user   = aws_iam_user.owner.name
  groups = [aws_iam_group.members.name]
}

resource "aws_sagemaker_notebook_instance" "main" {
  name                   = "${var.tenant}--main"
  role_arn               = aws_iam_role.role["execution"].arn
  instance_type          = "ml.t3.medium"
  volume_size            = 5
  root_access            = "Disabled"
  direct_internet_access = "Enabled"
  tags                   = local.tags

  instance_metadata_service_configuration {
    minimum_instance_metadata_service_version = "2"
  }
}
