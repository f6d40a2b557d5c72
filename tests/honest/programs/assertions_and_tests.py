import unittest


class TestRelu(unittest.TestCase):
    def test_relu(self):
        self.assertEqual(max(0, -1), 0)


def answer():
    result = unittest.TestResult()
    unittest.defaultTestLoader.loadTestsFromTestCase(TestRelu).run(result)
    return [result.testsRun, result.wasSuccessful()]
