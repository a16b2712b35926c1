"""Does it grow, by how much, and what must be ready before it does (R-154 to R-157)."""

from articulator.methods.growth.capacity import Form, Need, Newcomers, Week, need
from articulator.methods.growth.errors import GrowthError
from articulator.methods.growth.fidelity import Kept, Observed, by_layer, kept
from articulator.methods.growth.funnel import Funnel, Rate, Stage, funnel
from articulator.methods.growth.generations import Course, Generations, Layer, generations
from articulator.methods.growth.interval import (
    doubling_days,
    observed_interval,
    serial_interval,
)
from articulator.methods.growth.offspring import (
    Offspring,
    busiest,
    extinction,
    mature,
    offspring,
)
from articulator.methods.growth.series import Prior, Window, whole, windows
from articulator.methods.growth.verdict import Reproduction, Verdict

__all__ = [
    "Course",
    "Form",
    "Funnel",
    "Generations",
    "GrowthError",
    "Kept",
    "Layer",
    "Need",
    "Newcomers",
    "Observed",
    "Offspring",
    "Prior",
    "Rate",
    "Reproduction",
    "Stage",
    "Verdict",
    "Week",
    "Window",
    "busiest",
    "by_layer",
    "doubling_days",
    "extinction",
    "funnel",
    "generations",
    "kept",
    "mature",
    "need",
    "observed_interval",
    "offspring",
    "serial_interval",
    "whole",
    "windows",
]
