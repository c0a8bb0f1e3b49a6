# Makes tenants by Terraform, as a configuration for the purpose would: a module for each tenant. With a resource for each kind and for_each in
# it, Terraform would join every tenant's resources with every other's.
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

module "tenant" {
  source    = "./tenant"
  for_each  = var.tenants
  tenant    = each.key
  templates = var.templates
}
