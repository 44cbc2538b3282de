# The same job as an analyst's script in R: service file, caseload file, results.
args <- commandArgs(TRUE)
people <- if (grepl("xlsx$", args[1])) {
  as.data.frame(readxl::read_excel(args[1]))
} else if (requireNamespace("data.table", quietly = TRUE)) {
  as.data.frame(data.table::fread(args[1]))
} else {
  read.csv(args[1], check.names = FALSE)
}
five <- c("White - British" = "White", "White - Irish" = "White",
  "Mixed - White and Black Caribbean" = "Mixed", "Indian" = "Asian", "Pakistani" = "Asian",
  "Any other Asian background" = "Asian", "African" = "Black", "Caribbean" = "Black",
  "Any other ethnic group" = "Other")
people <- people[!duplicated(people[["Client ID"]]), ]
start <- people[["Start date"]]
start <- if (is.character(start)) as.Date(start, "%d/%m/%Y") else as.Date(start)
people <- people[start >= as.Date("2019-01-01") & start <= as.Date("2019-12-31"), ]
people$group <- five[people$Ethnicity]
known <- people[!is.na(people$group), ]
base <- read.csv(args[2], check.names = FALSE)
base$group <- five[base[["Ethnic group"]]]
size <- tapply(base[["Number of people"]], base$group, sum)
counts <- table(known$group)[names(size)]
out <- c(access = suppressWarnings(chisq.test(rbind(counts, size - counts), correct = FALSE))$p.value)
known$band <- cut(known$Age, c(0, 25, 40, 55, 200))
for (part in c(list(known), split(known, known$Gender), split(known, known$band))) {
  tab <- table(part$group, part[["Job outcome"]])
  out <- c(out, suppressWarnings(chisq.test(tab, correct = FALSE))$p.value)
}
writeLines(format(out), args[3])
