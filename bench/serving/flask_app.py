# The same kind of model behind Flask: XGBoost's own Python package, as its documentation shows it. Usage: gunicorn flask_app:app
import datetime
import os

import numpy
import xgboost
from flask import Flask, jsonify, request

app = Flask(__name__)
SEASONS = ["autumn", "spring", "summer", "winter"]
SKIES = ["clear", "cloudy", "rain", "storm"]
EVENTS = ["concert", "market", "match", "none"]
booster = xgboost.Booster(model_file=os.environ["BENCH_MODEL"]) if "BENCH_MODEL" in os.environ else None


def row(h):
    day = datetime.datetime.fromisoformat(h["date"].replace("Z", "+00:00"))
    numbers = [h["hour"], h["holiday"], h["workingday"], h["temp"], h["humidity"], h["windspeed"], day.weekday(), day.month, day.timetuple().tm_yday, day.year]
    for value, known in ((h["season"], SEASONS), (h["weather"], SKIES), (h["event"], EVENTS)):
        numbers += [1.0 if value == k else 0.0 for k in known]
    return numbers


@app.post("/predict")
def predict():
    values = numpy.array([row(request.get_json())], dtype=numpy.float32)
    return jsonify(prediction=float(booster.inplace_predict(values)[0]))


@app.post("/echo")
def echo():
    return jsonify(request.get_json())
