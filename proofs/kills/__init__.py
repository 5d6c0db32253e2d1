"""Proof by kills: everything is killed at random under load, and then the books must balance."""
