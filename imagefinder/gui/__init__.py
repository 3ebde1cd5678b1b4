"""The Qt application: models, views and a thin bridge to background jobs; no logic of its own."""

from imagefinder.gui.application.qt_faults import guard_singletons

guard_singletons()
