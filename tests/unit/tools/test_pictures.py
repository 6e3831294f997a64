"""The tool that draws what pages show."""

import subprocess
import sys
from pathlib import Path

TOOL = Path(__file__).parents[3] / "tools" / "docs" / "pictures.py"
PAGE = """
```python
from pathlib import Path

side = 4
```

```python
Path("square.svg").write_text(f"<svg width='{side}'/>", encoding="utf-8")
```

[![A square](pictures/square.svg)](pictures/square.svg)
"""


def test_what_a_page_writes_stands_beside_it(tmp_path):
    (tmp_path / "shapes").mkdir()
    (tmp_path / "shapes" / "page.md").write_text(PAGE, encoding="utf-8")

    subprocess.run([sys.executable, str(TOOL), str(tmp_path)], check=True)

    drawn = tmp_path / "shapes" / "pictures" / "square.svg"
    assert drawn.read_text(encoding="utf-8") == "<svg width='4'/>"
