"""What the law and the region say: documents, cards, eligibility, fees, dates. Pure, no I/O."""
