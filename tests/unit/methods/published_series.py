"""Series and limits as published, each with where it stands."""

# D. C. Montgomery, Introduction to Statistical Quality Control (6th ed., 2009).
ORANGE_JUICE = (  # table 7.1: cans that leak of 50; mean 0.2313, limits 0.0524 and 0.4102
    *(12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22),
    *(8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6),
)
CIRCUIT_BOARDS = (  # table 7.7: faults per 100 boards; mean 19.85, limits 6.48 and 33.22
    *(21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16),
    *(19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15),
)
DYED_CLOTH = (  # table 7.10: faults, and units of 50 square metres; mean 1.42, first limits 0.29 and 2.55
    (14, 12, 20, 11, 7, 10, 21, 16, 19, 23),
    (10, 8, 13, 10, 9.5, 10, 12, 10.5, 12, 12.5),
)
LOAN_COSTS = (  # table 6.6: mean 300.5, mean moving range 7.79, limits 279.78 and 321.22
    *(310, 288, 297, 298, 307, 303, 294, 297, 308, 306),
    *(294, 299, 297, 299, 314, 295, 293, 306, 301, 304),
)
SHIFTED = (  # table 9.1: ten, standard deviation one, and eleven from the 21st point on
    *(9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.20, 10.34, 9.03, 11.47, 10.51, 9.40, 10.08),
    *(9.37, 10.62, 10.31, 8.52, 10.84, 10.90, 9.33, 12.29, 11.50, 10.60, 11.08, 10.38, 11.62, 11.31, 10.52),
)
# NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2 and 6.3.2.4.
FLOW_RATE = (49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1)
FLOW_RATE_LIMITS = (45.8159, 50.81, 55.8041)
EWMA_POINTS = (
    *(52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5),
    *(49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1),
)
EWMA_AVERAGES = (
    *(50.60, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33),
    *(50.11, 49.36, 49.52, 50.05, 49.38, 49.92, 50.73, 51.23, 51.94, 51.99),
)
# Deaths after open-heart surgery on children under one, April 1991 to March 1995, Bristol first: C. Marshall and
# D. J. Spiegelhalter, Identifying outliers in Bayesian hierarchical models, Bayesian Analysis 2 (2007), 409-444.
SURGERY_DEATHS = (41, 25, 24, 23, 25, 42, 24, 53, 26, 25, 58, 31)
SURGERY_OPERATIONS = (143, 187, 323, 122, 164, 405, 239, 482, 195, 177, 581, 301)
# Y. Benjamini and Y. Hochberg (1995), section 4.1: fifteen end points of a trial; four stand at 0.05.
TRIAL = (
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
)
# C. W. Champ and W. H. Woodall (1987), table 1, no shift: points to a false alarm.
RUN_LENGTHS = {
    (1,): 370.40,
    (1, 2): 225.44,
    (1, 3): 166.05,
    (1, 4): 152.73,
    (1, 2, 3): 132.89,
    (1, 2, 4): 122.05,
    (1, 3, 4): 105.78,
    (1, 2, 3, 4): 91.75,
}
