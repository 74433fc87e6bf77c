"""Addresses of the registers: targets, measures, money, agreements, partners, practices, the recount, method and search."""

from __future__ import annotations

from django.urls import URLPattern

patterns: list[URLPattern] = []
