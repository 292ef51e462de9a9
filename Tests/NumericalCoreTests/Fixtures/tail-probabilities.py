# Tails of the binomial, chi-square and normal laws and Chernoff's bound at 60 digits, as Swift tuples.
# Run: python3 tail-probabilities.py (needs mpmath)
import mpmath as mp
mp.mp.dps = 60
def binomial(k, n, p):
    p = mp.mpf(p)
    term = mp.exp(mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1) + k * mp.log(p) + (n - k) * mp.log(1 - p))
    # k P(X = k) times the integral of (1 - v)^(k-1) (1 + v p/q)^(n-k), which falls from v = 0 on for k >= np
    g = lambda v: (k - 1) * mp.log1p(-v) + (n - k) * mp.log1p(v * p / (1 - p))
    end = mp.mpf(1) if (k == 1 or g(mp.mpf(1) - mp.mpf(10)**-50) > -130) else None
    if end is None:
        low, high = mp.mpf(10)**-30, mp.mpf(1) - mp.mpf(10)**-50
        for _ in range(200):
            m = mp.sqrt(low * high)
            if g(m) < -130: high = m
            else: low = m
        end = high
    pieces = [end * i / 12 for i in range(13)]
    return term * k * mp.quad(lambda v: mp.exp(g(v)) if v < 1 else mp.mpf(0) if k > 1 else mp.exp(g(v)), pieces)
def tail(k, n, p):
    if k >= mp.mpf(p) * n: return binomial(k, n, mp.mpf(p))
    return 1 - binomial(n - k + 1, n, 1 - mp.mpf(p))
def chi(x, f): return mp.gammainc(mp.mpf(f) / 2, mp.mpf(x) / 2, mp.inf, regularized=True)
if __name__ == "__main__":
    for n, k, p in [
        (30_000_000_000, 15_000_600_000, 0.5), (900_000_000_000, 450_000_000_001, 0.5),
        (700_000_000_000, 350_003_000_000, 0.5), (5_000_000_000, 2_000_250_000, 0.4),
        (1_000_000_000_000, 750_004_000_000, 0.75), (1_000_000_000_000, 749_999_000_000, 0.75),
        (1 << 53, (1 << 52) + 500_000_000, 0.5), (1_000_000_000_000, 1, 1e-15), (1_000_000_000_000, 40, 1e-12),
        (1000, 1000, 0.999), (100_000, 99_999, 0.999_999), (1_000_000, 999_990, 0.999_999_9),
        (20, 3, 1e-30), (1_000_000, 500_000, 0.5), (1_000_000, 499_999, 0.500_001), (77, 50, 0.3),
        (245, 196, 0.75), (1_000_000_007, 333_400_000, 1/3)]:
        print(f"        ({k}, {n}, {p!r}, {mp.nstr(tail(k, n, p), 17)}),")
    for x, f in [(3.2, 4), (50, 7), (300, 250), (1e6, 1_000_000), (1_010_000, 1_000_000), (990_000, 1_000_000), (1_030_000, 1_000_000), (400_000, 399_999), (1200, 3), (0.001, 1), (1e-5, 2), (250, 250), (980, 3)]:
        print(f"        ({x!r}, {f}, {mp.nstr(chi(x, f), 17)}),")
    for z in [0.0, 1.5, 6, 20, 37, -3]:
        print(f"        ({z!r}, {mp.nstr(mp.erfc(mp.mpf(z)/mp.sqrt(2))/2, 17)}),")
    for m, n, q in [(0.75 + 1e-9, 1 << 60, 0.75), (0.8, 245, 0.75), (1.0, 100, 0.999), (0.5 + 1e-6, 10**12, 0.5), (0.100001, 10**11, 0.1)]:
        M, Q = mp.mpf(m), mp.mpf(q)
        d = M * mp.log(M / Q) + ((1 - M) * mp.log((1 - M) / (1 - Q)) if M < 1 else 0)
        print(f"        ({m!r}, {n}, {q!r}, {mp.nstr(mp.exp(-n * d), 17)}),")
