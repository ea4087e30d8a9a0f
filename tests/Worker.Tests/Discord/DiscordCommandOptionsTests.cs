using IShowTts.Worker.Discord;
using IShowTts.Worker.Intake;

namespace IShowTts.Worker.Tests.Discord;

public sealed class DiscordCommandOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreFine() => new DiscordCommandOptionsValidator().Validate(null, new DiscordCommandOptions()).Succeeded.ShouldBeTrue();

    [Theory]
    [InlineData("moderators", (int)ViewerRole.Moderator, "Discord:Commands:Roles:moderators is no id of a role.")]
    [InlineData("220000000000000001", 77, "Discord:Commands:Roles:220000000000000001 is no role.")]
    [InlineData("a-very-long-text-that-somebody-pasted-here", (int)ViewerRole.Moderator, "Discord:Commands:Roles:a-very-long-text-that-so… is no id")]
    public void Validate_Mistake_NamesKeyAndCure(string id, int role, string error) =>
        new DiscordCommandOptionsValidator().Validate(null, new DiscordCommandOptions { Roles = { [id] = (ViewerRole)role } }).FailureMessage.ShouldStartWith(error);
}
