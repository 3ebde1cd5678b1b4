"""The window's language: our own translations and Qt's, for the setting or the desktop."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from imagefinder.gui import resources_rc  # noqa: F401 - registers :/i18n

LANGUAGES = ("en", "de", "fr")


def chosen_locale(setting: str) -> QLocale:
    """The locale of a setting; for ``system`` the desktop's, where we speak it, else English."""
    if setting in LANGUAGES:
        return QLocale(setting)
    system = QLocale.system()
    spoken = [name.split("-")[0] for name in system.uiLanguages()]
    return system if any(name in LANGUAGES for name in spoken[:1]) else QLocale("en")


def install_language(application: QApplication, setting: str) -> list[QTranslator]:
    """Make the application speak; the returned translators must be kept as long as it does.

    English needs a translator too: it holds the plurals.
    """
    locale = chosen_locale(setting)
    QLocale.setDefault(locale)
    language = locale.name().split("_")[0]
    translators = []
    own = QTranslator(application)
    if own.load(f":/i18n/imagefinder_{language}.qm"):
        application.installTranslator(own)
        translators.append(own)
    if language != "en":
        qt = QTranslator(application)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if qt.load(f"qtbase_{language}", folder):
            application.installTranslator(qt)
            translators.append(qt)
    return translators
