using Rondo.DuckDb;

namespace Rondo.Modeling.Tests;

/// <summary>The shared data sets, read and cut as a project would.</summary>
internal static class RealTables
{
    public static TestTable Bike() => TestTable.Of(
        $"""
        SELECT dteday::TIMESTAMP + to_hours(hr::INT) AS _time, dteday::TIMESTAMP AS dteday, * EXCLUDE (instant, casual, registered, dteday, cnt, n), cnt,
          CASE WHEN n < 0.7 THEN 'train' WHEN n < 0.8 THEN 'validation' ELSE 'test' END AS part
        FROM (SELECT *, (row_number() OVER (ORDER BY instant) - 1) / 17379.0 AS n FROM read_csv({Csv("bike/hour.csv")}, all_varchar = false)
          ) ORDER BY instant
        """, "cnt");

    public static TestTable Adult() => TestTable.Of(
        $"""
        SELECT age::DOUBLE AS age, workclass, fnlwgt::DOUBLE AS fnlwgt, education, education_num::DOUBLE AS education_num, marital, occupation, relationship, race, sex,
          gain::DOUBLE AS gain, loss::DOUBLE AS loss, hours::DOUBLE AS hours, country, rtrim(income, '.') AS income, part
        FROM (
          SELECT *, CASE WHEN row_number() OVER () % 8 = 0 THEN 'validation' ELSE 'train' END AS part FROM {AdultCsv("adult-train.csv")}
          UNION ALL BY NAME SELECT *, 'test' AS part FROM {AdultCsv("adult-test.csv")})
        """, "income");

    public static TestTable Housing() => Random($"SELECT * FROM read_csv({Csv("housing/california_housing.csv")})", "median_house_value");

    public static TestTable Telco() => Random($"SELECT * REPLACE (TRY_CAST(TotalCharges AS DOUBLE) AS TotalCharges) FROM read_csv({Csv("telco/Telco-Customer-Churn.csv")}, all_varchar = false, types = {{'TotalCharges': 'VARCHAR', 'Churn': 'VARCHAR'}})", "Churn");

    public static TestTable Taxi() => TestTable.Of(
        $"""
        SELECT *, CASE WHEN row_number() OVER () % 8 = 0 THEN 'validation' ELSE 'train' END AS part FROM read_csv({Csv("taxi/taxi-fare-train.csv")})
        UNION ALL SELECT *, 'test' FROM read_csv({Csv("taxi/taxi-fare-test.csv")})
        """, "fare_amount");

    public static TestTable Digits() => TestTable.Of(
        $"""
        SELECT *, CASE WHEN row_number() OVER () % 8 = 0 THEN 'validation' ELSE 'train' END AS part FROM read_csv({Csv("digits/optdigits-train.csv")}, header = false)
        UNION ALL SELECT *, 'test' FROM read_csv({Csv("digits/optdigits-test.csv")}, header = false)
        """, "column64");

    public static TestTable Titanic() => Random($"SELECT * FROM read_csv({Csv("titanic/titanic.csv")})", "Survived");

    public static TestTable Wine() => Random($"SELECT * FROM read_csv({Csv("wine/winequality-white.csv")}, header = false)", "column11");

    public static TestTable Bank() => Random($"SELECT * FROM read_csv({Csv("bank/bank-full.csv")}, delim = ';', types = {{'y': 'VARCHAR', 'default': 'VARCHAR', 'housing': 'VARCHAR', 'loan': 'VARCHAR'}})", "y");

    private static TestTable Random(string sql, string target) => TestTable.Of(
        $"SELECT *, CASE WHEN h < 70 THEN 'train' WHEN h < 80 THEN 'validation' ELSE 'test' END AS part FROM (SELECT * EXCLUDE (n), hash(n * 7919 + 1) % 100 AS h FROM (SELECT *, row_number() OVER () AS n FROM ({sql})))".Replace("SELECT *, CASE", "SELECT * EXCLUDE (h), CASE", StringComparison.Ordinal), target);

    private static string AdultCsv(string file) =>
        $"(SELECT * FROM read_csv({Csv("adult/" + file)}, header = false, all_varchar = true, nullstr = '?', delim = ', ', names = ['age','workclass','fnlwgt','education','education_num','marital','occupation','relationship','race','sex','gain','loss','hours','country','income']))";

    private static string Csv(string path) => Sql.Literal(SharedData.File(path));
}
