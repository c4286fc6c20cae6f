import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

from tests.support import TALKER_TEXT, URL, needs_server

ROOT = Path(__file__).parents[1]


@needs_server
class Readme(unittest.TestCase):
    def test_its_examples_run_as_they_are(self) -> None:
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        examples = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
        self.assertGreater(len(examples), 2)
        for example in examples:
            with self.subTest(example):
                code = example.replace("TomoClient(api_key", f"TomoClient(base_url={URL + '/v1'!r}, api_key")
                self.assertNotEqual(code, example)
                environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
                ran = subprocess.run(
                    [sys.executable, "-W", "error", "-c", code],
                    env=environment,
                    capture_output=True,
                    encoding="utf-8",
                    timeout=120,
                )
                self.assertEqual((ran.returncode, ran.stderr), (0, ""))
                spoken = re.sub(r" \[.*?\]\n", "", ran.stdout)
                self.assertIn(TALKER_TEXT, spoken)
