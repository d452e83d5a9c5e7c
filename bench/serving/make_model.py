# A model of the size of the demo's (200 trees of depth 6 over 22 columns) for the Flask server. Usage: make_model.py FILE
import sys

import numpy
import xgboost

random = numpy.random.default_rng(1)
x = random.random((20000, 22), dtype=numpy.float32)
y = x[:, 0] * 100 + x[:, 3] * x[:, 4] * 50 + random.normal(size=20000)
xgboost.train({"max_depth": 6, "eta": 0.1, "nthread": 1}, xgboost.DMatrix(x, y), 200).save_model(sys.argv[1])
