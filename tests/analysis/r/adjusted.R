# What R says of the tables in tests/data/adjusted_cases.json: `Rscript tests/analysis/r/adjusted.R`.
#
# Firth's regression is brglm2's (type "AS_mean", the same for a logistic regression). Everything
# after it is written out here apart from the Python code: the intercept by glm with an offset,
# mean predictions by replacing each person's group, and slopes by numerical differentiation.

library(brglm2)
library(jsonlite)

Z <- qnorm(0.975)

# Slope of f at b: central differences at two widths, put together (Richardson).
slope <- function(f, b) {
  sapply(seq_along(b), function(j) {
    d <- function(h) {
      e <- replace(numeric(length(b)), j, h)
      (f(b + e) - f(b - e)) / (2 * h)
    }
    (4 * d(5e-4) - d(1e-3)) / 3
  })
}

answer <- function(case) {
  codes <- case$codes
  n <- case$trials
  y <- case$events
  k <- max(codes[[1]]) + 1
  many <- which(vapply(codes, function(c) length(unique(c)) > 1, TRUE))
  data <- as.data.frame(lapply(codes[many], function(c) factor(c, levels = seq(0, max(c)))))
  names(data) <- paste0("v", seq_along(many))
  matrix_of <- function(d) model.matrix(~ ., d)
  X <- matrix_of(data)
  # Columns that others add up to leave; those of the groups stand first and stay.
  decomposed <- qr(X)
  keep <- sort(decomposed$pivot[seq_len(decomposed$rank)])
  X <- X[, keep, drop = FALSE]
  fit <- suppressWarnings(brglmFit(
    X, y / n, weights = n, family = binomial(), intercept = FALSE,
    control = brglmControl(type = "AS_mean", epsilon = 1e-13, maxit = 10000)
  ))
  stopifnot(fit$converged)
  b <- fit$coefficients
  rest <- drop(X[, -1, drop = FALSE] %*% b[-1])
  again <- glm(cbind(y, n - y) ~ 1, family = binomial(), offset = rest,
               control = glm.control(epsilon = 1e-15, maxit = 200))
  b[1] <- coef(again)
  p <- plogis(drop(X %*% b))
  V <- solve(crossprod(X * sqrt(n * p * (1 - p))))
  as_group <- lapply(seq_len(k) - 1, function(g) {
    d <- data
    d$v1 <- factor(g, levels = levels(data$v1))
    matrix_of(d)[, keep, drop = FALSE]
  })
  share <- function(b, g) sum(n * plogis(drop(as_group[[g]] %*% b))) / sum(n)
  people <- tapply(n, data$v1, sum)
  ratio <- function(b, g) {
    shares <- vapply(seq_len(k), function(h) share(b, h), 0)
    shares[g] / (sum((people * shares)[-g]) / sum(people[-g]))
  }
  error <- function(f) {
    d <- slope(f, b)
    sqrt(drop(d %*% V %*% d))
  }
  groups <- lapply(seq_len(k), function(g) {
    s <- share(b, g)
    r <- ratio(b, g)
    es <- error(function(b) qlogis(share(b, g)))
    er <- error(function(b) log(ratio(b, g)))
    list(share = s, low = plogis(qlogis(s) - Z * es), high = plogis(qlogis(s) + Z * es),
         ratio = r, ratio_low = r * exp(-Z * er), ratio_high = r * exp(Z * er))
  })
  list(name = case$name, rank = length(b), coefficients = unname(b),
       errors = unname(sqrt(diag(V))), groups = groups)
}

cases <- fromJSON("tests/data/adjusted_cases.json", simplifyVector = TRUE,
                  simplifyDataFrame = FALSE, simplifyMatrix = FALSE)
out <- list(
  R = R.version.string, brglm2 = as.character(packageVersion("brglm2")),
  cases = lapply(cases, answer)
)
write_json(out, "tests/data/adjusted_oracle.json", digits = I(15), auto_unbox = TRUE)
