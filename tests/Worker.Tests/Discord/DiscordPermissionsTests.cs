using IShowTts.Worker.Discord;
using IShowTts.Worker.Discord.Rest;

namespace IShowTts.Worker.Tests.Discord;

/// <summary>The order of Discord's documentation: everyone, roles, channel's everyone, channel's roles, channel's member.</summary>
public sealed class DiscordPermissionsTests
{
    private const ulong All = DiscordPermissions.Invited;
    private static readonly DiscordRestGuild s_guild = new("1", "First", [new DiscordRestRole("1", DiscordPermissions.View), new("2", DiscordPermissions.Connect), new("3", DiscordPermissions.Speak), new("9", 8)]);

    [Fact]
    public void In_RolesOfTheMember_CountTogether() => In(["2", "3"]).ShouldBe(All);

    [Fact]
    public void In_RolesOfOthers_DoNotCount() => DiscordPermissions.Missing(In(["2"]), All).ShouldBe(["Speak"]);

    [Fact]
    public void In_Administrator_MayEverything() => In(["9"], new DiscordRestOverwrite("1", 0, 0, All)).ShouldBe(ulong.MaxValue);

    [Fact]
    public void In_ChannelDeniesEveryone_IsDenied() =>
        DiscordPermissions.Missing(In(["2", "3"], new DiscordRestOverwrite("1", 0, 0, All)), All).ShouldBe(["View Channel", "Connect", "Speak"]);

    [Fact]
    public void In_ChannelAllowsARole_OverEveryone() =>
        In(["2", "3"], new DiscordRestOverwrite("1", 0, 0, All), new DiscordRestOverwrite("2", 0, All, 0), new DiscordRestOverwrite("3", 0, 0, All)).ShouldBe(All);

    [Fact]
    public void In_ChannelOfTheMember_IsTheLastWord()
    {
        In(["2", "3"], new DiscordRestOverwrite("3", 0, All, 0), new DiscordRestOverwrite("77", 1, 0, DiscordPermissions.Speak)).ShouldBe(DiscordPermissions.View | DiscordPermissions.Connect);
        In([], new DiscordRestOverwrite("77", 1, All, 0)).ShouldBe(All);
        In([], new DiscordRestOverwrite("78", 1, All, 0)).ShouldBe(DiscordPermissions.View);
    }

    [Fact]
    public void Invited_IsTheLeast() => DiscordPermissions.Invited.ShouldBe(3_146_752UL);

    private static ulong In(string[] roles, params DiscordRestOverwrite[] overwrites) =>
        DiscordPermissions.In(s_guild, "77", new DiscordRestMember(roles), new DiscordRestChannel("5", 2, "1", "Talk", overwrites));
}
