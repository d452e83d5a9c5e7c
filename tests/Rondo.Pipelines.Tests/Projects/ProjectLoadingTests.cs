using Rondo.Kernel;

namespace Rondo.Pipelines.Tests.Projects;

public sealed class ProjectLoadingTests
{
    private const string Head = "rondo: 1\nproject: demo\n";

    [Fact]
    public void Sections_are_read_by_their_stages_and_absent_ones_have_defaults()
    {
        var project = Loading.Load(Head + "train: { seed: 7 }\n").Value;
        Assert.Equal(7, project.Section<DemoSection>().Seed);
        Assert.Empty(project.Section<List<string>>());
        Assert.Equal(["a", "b"], Loading.Load(Head + "slices: [a, b]\n").Value.Section<List<string>>());
    }

    [Theory]
    [InlineData("trian: { seed: 7 }\n", 3, 1, "Did you mean 'train'?")]
    [InlineData("train: { sead: 7 }\n", 3, 10, "Did you mean 'seed'?")]
    [InlineData("train:\n  budget:\n    trails: 3\n", 5, 5, "Did you mean 'trials'?")]
    [InlineData("zzz: 1\n", 3, 1, "Known keys: rondo, project, description, pipeline, train, monitor, slices.")]
    public void An_unknown_key_names_its_line_and_column_and_the_nearest(string rest, int line, int column, string remedy)
    {
        var failure = Loading.TheFailureOf(Head + rest);
        Assert.Equal("yaml.unknown-key", failure.Code);
        Assert.Equal(new Place("rondo.yaml", line, column), failure.Place);
        Assert.Equal(remedy, failure.Remedy);
    }

    [Fact]
    public void A_key_of_a_later_version_says_so() =>
        Assert.Contains("does not have 'retrain' yet", Loading.TheFailureOf(Head + "retrain: { when: [daily] }\n").Problem, StringComparison.Ordinal);

    [Fact]
    public void All_failures_are_found_at_once()
    {
        var failures = Loading.Load("rondo: 2\nproject: Not A Name\ntrain: { seed: many, x: 1 }\n").Failures;
        Assert.Equal(["project.version", "project.name", "yaml.bad-value", "yaml.unknown-key"], failures.Select(f => f.Code));
    }

    [Theory]
    [InlineData("project: demo\n", "project.no-version")]
    [InlineData("rondo: 1\n", "project.no-name")]
    [InlineData("- a\n", "yaml.not-a-mapping")]
    public void The_head_of_the_file_is_checked(string yaml, string code) => Assert.Equal(code, Loading.TheFailureOf(yaml).Code);

    [Fact]
    public void An_empty_file_names_what_it_lacks() =>
        Assert.Equal(["project.no-version", "project.no-name"], Loading.Load("# nothing\n").Failures.Select(f => f.Code));

    [Fact]
    public void Overrides_replace_and_make_keys()
    {
        var project = Loading.Load(Head + "train: { seed: 7 }\n", "train.seed=8", "train.budget.trials=5", "slices=[a, 'b c']").Value;
        Assert.Equal(8, project.Section<DemoSection>().Seed);
        Assert.Equal(["a", "b c"], project.Section<List<string>>());
        Assert.Equal("5", Assert.IsType<YamlScalar>(((YamlMap)((YamlMap)project.Root["train"]!)["budget"]!)["trials"]).Text);
    }

    [Theory]
    [InlineData("train.sead=8", "yaml.unknown-key", "-D train.sead=8", "Did you mean 'seed'?")]
    [InlineData("train.seed=x", "yaml.bad-value", "-D train.seed=x", "train.seed is a whole number")]
    [InlineData("train", "override.form", "-D train", "no override")]
    [InlineData("=1", "override.form", "-D =1", "no override")]
    [InlineData("train.seed=[1", "override.syntax", "-D train.seed=[1", "not closed")]
    [InlineData("project.x=1", "override.not-a-mapping", "-D project.x=1", "project is not a mapping")]
    public void A_wrong_override_names_the_option(string option, string code, string place, string says)
    {
        var failure = Loading.TheFailureOf(Head, option);
        Assert.Equal(code, failure.Code);
        Assert.Equal(place, failure.Place!.ToString());
        Assert.Contains(says, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_from_the_environment_is_secret()
    {
        var project = Loading.Load(Head + "monitor: { token: $TOKEN }\n").Value;
        Assert.Equal("s3cret-value", project.Section<TellSection>().Token);
        Assert.True(Assert.IsType<YamlScalar>(((YamlMap)project.Root["monitor"]!)["token"]).Secret);
        Assert.Equal("see $TOKEN there", project.Secrets.Hide("see s3cret-value there"));
        Assert.DoesNotContain("s3cret", project.Secrets.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_variable_is_named_and_single_quotes_keep_the_text()
    {
        var failure = Loading.TheFailureOf(Head + "monitor: { token: $NOPE }\n");
        Assert.Equal("yaml.no-variable", failure.Code);
        Assert.Equal(new Place("rondo.yaml", 3, 19), failure.Place);
        Assert.Equal("$NOPE", Loading.Load(Head + "monitor: { token: '$NOPE' }\n").Value.Section<TellSection>().Token);
    }

    [Fact]
    public void A_wrong_secret_is_never_shown()
    {
        var failure = Loading.TheFailureOf(Head + "monitor: { tries: $TOKEN }\n");
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_are_derived_when_none_are_written()
    {
        var project = Loading.Load(Head).Value;
        Assert.True(project.IsDerived);
        Assert.Equal(["first", "second"], project.Steps.Select(s => s.Name));
    }

    [Fact]
    public void The_folder_is_found_from_below()
    {
        var folder = Directory.CreateTempSubdirectory("rondo-find-").FullName;
        try
        {
            var below = Directory.CreateDirectory(Path.Combine(folder, "a", "b")).FullName;
            Assert.Equal("project.none", Assert.Single(ProjectLoader.Load(below, [], Loading.Registry()).Failures).Code);
            File.WriteAllText(Path.Combine(folder, "rondo.yaml"), Head);
            Assert.Equal(folder, ProjectLoader.FindFolder(below));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
