# What R says of the path in the story of Bridge IPS: `Rscript tests/analysis/r/path.R`.
#
# It reads the story's file itself and works out from dates alone who came how far and who had time
# for a step, apart from the Python code: 28 days to decide and to join, 6 months for a job, 13 and
# 26 weeks of work, up to the last day given in followed.

library(jsonlite)

followed <- as.Date("2024-09-17")
file <- "sample_data/stories/accepted-less-often/service.csv"
groups <- c("White", "Asian/Asian British", "Black/Black British", "Mixed", "Other")

people <- read.csv(file, check.names = FALSE, colClasses = "character", na.strings = "")
day <- function(name) as.Date(people[[name]], "%d/%m/%Y")
referred <- day("Referral date")
start <- day("Date of first vocational profile")
job <- day("Job start date")
end <- day("Job end date")
known <- people$Ethnicity %in% groups
group <- factor(people$Ethnicity, levels = groups)
# A job without an end goes on; a day of work counts from its first to its last.
lasted <- as.numeric(ifelse(is.na(end), followed, end) - as.numeric(job))
# The last day on which somebody could join and have six months: those up to the followed day.
six_months <- seq(followed + 1, length.out = 2, by = "-6 months")[2] - 1

accepted <- people[["Referral outcome"]] == "Accepted"
joined <- accepted & !is.na(start)
worked <- joined & !is.na(job)
weeks13 <- worked & lasted >= 91
weeks26 <- weeks13 & lasted >= 182
long_ago <- function(date, days) !is.na(date) & date <= followed - days
steps <- list(
  accepted = list(there = rep(TRUE, nrow(people)), time = long_ago(referred, 28), did = accepted),
  joined = list(there = accepted, time = long_ago(referred, 28), did = joined),
  job = list(there = joined, time = !is.na(start) & start <= six_months, did = worked),
  `13 weeks in work` = list(there = worked, time = long_ago(job, 91), did = weeks13),
  `26 weeks in work` = list(there = weeks13, time = long_ago(job, 182), did = weeks26)
)

reach <- rep(1, length(groups))
answer <- lapply(steps, function(step) {
  table_of <- step$there & step$time & known
  n <- as.vector(table(group[table_of & step$did]))
  of <- as.vector(table(group[table_of]))
  reach <<- reach * n / of
  chi2 <- suppressWarnings(chisq.test(rbind(n, of - n), correct = FALSE))
  ranges <- sapply(seq_along(n), function(i) {
    suppressWarnings(prop.test(n[i], of[i], correct = FALSE)$conf.int)
  })
  list(
    n = n, of = of, share = n / of, low = ranges[1, ], high = ranges[2, ], reach = reach,
    came = as.vector(table(group[step$there & step$did & known])),
    not_yet = as.vector(table(group[step$there & !step$time & known])),
    chi_square = unname(chi2$statistic), p = chi2$p.value,
    residuals = unname(chi2$stdres[1, ])
  )
})
writeLines(
  toJSON(list(groups = groups, followed_to = followed, steps = answer),
         digits = NA, auto_unbox = TRUE, pretty = TRUE),
  "tests/data/path_r.json"
)
