include("$(MPY_DIR)/x/manifest.py")
c_module("a", name="b")  # c
c_module(
  """a\"b"""
)
require('x')
