terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "tenants" {
  description = "The tenants' names."
  type        = set(string)
}

variable "instance_type" {
  description = "Of each tenant's notebook."
  type        = string
  default     = "ml.t3.medium"
}

variable "variant_instance_type" {
  description = "Of each tenant's endpoint."
  type        = string
  default     = "ml.m5.large"
}

variable "users" {
  description = "Of each tenant."
  type        = set(string)
  default     = ["owner"]
}

variable "access_actions" {
  description = "What the access role may do with its tenant's notebooks."
  type        = list(string)
  default = [
    "sagemaker:CreatePresignedNotebookInstanceUrl",
    "sagemaker:DescribeNotebookInstance",
    "sagemaker:StartNotebookInstance",
  ]
}

variable "cost_center" {
  description = "A tag of everything that has tags."
  type        = string
  default     = "research"
}

# The endpoint comes as AWS_ENDPOINT_URL.
provider "aws" {
  skip_metadata_api_check = true
}

module "tenant" {
  for_each = var.tenants
  source   = "./tenant"

  name                  = each.key
  users                 = var.users
  instance_type         = var.instance_type
  variant_instance_type = var.variant_instance_type
  access_actions        = var.access_actions
  cost_center           = var.cost_center
}

output "endpoint_configs" {
  value = { for name, tenant in module.tenant : name => tenant.endpoint_config }
}
