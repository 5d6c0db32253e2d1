"""The contract with clients: the schema as text, what changes would break them, what lacks a description."""

from kopukm_graphql.contract.allowing import AllowedChange, read_allowed
from kopukm_graphql.contract.breaking import BreakingChange, breaking_changes
from kopukm_graphql.contract.checking import ContractReport, check_contract, write_contract
from kopukm_graphql.contract.describing import undescribed
from kopukm_graphql.contract.printing import print_contract

__all__ = [
    "AllowedChange",
    "BreakingChange",
    "ContractReport",
    "breaking_changes",
    "check_contract",
    "print_contract",
    "read_allowed",
    "undescribed",
    "write_contract",
]
