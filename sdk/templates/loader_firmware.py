# Imports the part of @NAME@ that was built for this firmware, and has its attributes. A part refuses
# every firmware but its own.


@CHECKSUM@


def _part():
    for part in (@PARTS@):
        try:
            return getattr(__import__("@NAME@." + _whole(part)), part)
        except ValueError:  # for another architecture
            pass
        except ImportError as error:
            # Firmware that was built without texts of errors has none.
            if str(error) and not str(error).startswith("built for "):
                raise
    raise ImportError("@NAME@ has no part for this firmware")


_module = _part()
for _name in dir(_module):
    if _name not in ("__name__", "__file__", "__path__"):
        globals()[_name] = getattr(_module, _name)
del _whole, _part, _module, _name
