"""PDC by the rules of PQA and CMS."""
