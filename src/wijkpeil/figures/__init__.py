"""Columns on disk: releases, readers of foreign formats, and the engines that query them."""
