"""Proofs over every possible patient: what must never or always hold, shown by two provers, and what a case misses."""
