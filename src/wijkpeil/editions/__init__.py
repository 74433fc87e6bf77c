"""Dated publications, made from pages."""
