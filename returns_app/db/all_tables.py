"""Importing this makes every table known, also those that nothing else in the process uses."""

import importlib
import pkgutil

import returns_app.db

for module in pkgutil.walk_packages(returns_app.db.__path__, "returns_app.db."):
    importlib.import_module(module.name)
