"""Optimizer steps by hand: what the seven families have in common."""
