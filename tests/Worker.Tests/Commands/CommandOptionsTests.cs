using IShowTts.Worker.Commands;
using IShowTts.Worker.Intake;

namespace IShowTts.Worker.Tests.Commands;

public sealed class CommandOptionsTests
{
    private static readonly CommandOptionsValidator Validator = new();

    [Fact]
    public void Defaults_GiveEveryCommandARole() =>
        new CommandOptions().Roles.Keys.ShouldBe(CommandNames.All, ignoreOrder: true);

    [Fact]
    public void Validate_AllMistakes_AreToldAtOnce()
    {
        var options = new CommandOptions();
        options.Roles["dance"] = ViewerRole.Everyone;
        options.Roles["skip"] = (ViewerRole)77;
        options.Aliases["!two words"] = "skip";
        options.Aliases["!x"] = "jump high";

        var errors = Validator.Validate(null, options).Failures!.ToArray();

        errors.Length.ShouldBe(4);
        errors.ShouldContain(static e => e.Contains("Commands:Roles:dance", StringComparison.Ordinal));
        errors.ShouldContain(static e => e.Contains("Commands:Roles:skip", StringComparison.Ordinal) && e.Contains("Moderator", StringComparison.Ordinal));
        errors.ShouldContain(static e => e.Contains("Commands:Aliases:!two words", StringComparison.Ordinal));
        errors.ShouldContain(static e => e.Contains("Commands:Aliases:!x", StringComparison.Ordinal));
    }
}
