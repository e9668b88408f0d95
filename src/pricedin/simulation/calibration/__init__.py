"""The growth law against its tables: `python -m pricedin.simulation.calibration`."""
