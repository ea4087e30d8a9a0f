using System.Text.Json;
using System.Text.RegularExpressions;
using IShowTts.Worker.Commands;
using IShowTts.Worker.Discord;

namespace IShowTts.Worker.Tests.Discord;

/// <summary>What Discord takes: discord.md, section 11.</summary>
public sealed class SlashCommandsTests
{
    private static readonly JsonElement s_root = JsonDocument.Parse(SlashCommandJson.Body).RootElement[0];

    [Fact]
    public void Body_EveryName_IsOneThatDiscordTakes()
    {
        foreach (var name in Everything().Select(static element => element.GetProperty("name").GetString()!))
        {
            Regex.IsMatch(name, @"^[-_\p{L}\p{N}]{1,32}\z", RegexOptions.None, TimeSpan.FromSeconds(5)).ShouldBeTrue(name);
            name.ShouldBe(name.ToLowerInvariant());
        }
    }

    [Fact]
    public void Body_EveryDescription_Has1To100Characters()
    {
        foreach (var element in Everything())
        {
            element.GetProperty("description").GetString()!.Length.ShouldBeInRange(1, 100, element.GetRawText());
        }
    }

    [Fact]
    public void Body_CountsAndTotal_AreWithinTheLimits()
    {
        JsonDocument.Parse(SlashCommandJson.Body).RootElement.GetArrayLength().ShouldBe(1);
        Subcommands().Count().ShouldBeInRange(1, 25);
        Subcommands().Select(static command => command.GetProperty("name").GetString()).Distinct().Count().ShouldBe(Subcommands().Count());
        Everything().Sum(static element => element.GetProperty("name").GetString()!.Length + element.GetProperty("description").GetString()!.Length).ShouldBeLessThanOrEqualTo(4000);
    }

    [Fact]
    public void Body_Options_AreOrderedTypedAndBounded()
    {
        foreach (var command in Subcommands())
        {
            command.GetProperty("type").GetInt32().ShouldBe(1);
            var options = command.GetProperty("options").EnumerateArray().ToArray();
            options.Length.ShouldBeLessThanOrEqualTo(25);
            options.Select(static option => option.GetProperty("name").GetString()).Distinct().Count().ShouldBe(options.Length);
            var required = options.Select(static option => option.GetProperty("required").GetBoolean()).ToArray();
            required.ShouldBe([.. required.OrderDescending()], "required options stand first");
            foreach (var option in options)
            {
                option.GetProperty("type").GetInt32().ShouldBeOneOf(3, 4);
                if (option.GetProperty("type").GetInt32() == 3)
                {
                    option.GetProperty("max_length").GetInt32().ShouldBeInRange(1, 6000);
                    option.GetProperty("min_length").GetInt32().ShouldBeInRange(0, option.GetProperty("max_length").GetInt32());
                }
            }
        }
    }

    [Fact]
    public void All_HasWhatWasAskedFor() => SlashCommands.All.Select(static command => command.Name).ShouldBe(
        ["say", "skip", "pause", "resume", "clear", "status", "voices", "voice", "ban", "unban", "approve", "reject", "join", "leave", "volume", "why", "held"], ignoreOrder: true);

    [Fact]
    public void All_EachHasARole()
    {
        var roles = new CommandOptions().Roles;
        foreach (var command in SlashCommands.All)
        {
            roles.ShouldContainKey(command.Name is "ban" or "unban" ? "ignore" : command.Name);
        }
    }

    [Fact]
    public void Hash_NamesTheContent()
    {
        // A change of the commands must change it, or no server gets them: then this line changes too.
        SlashCommandJson.Hash.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(SlashCommandJson.Body)))[..32]);
        SlashCommands.For("1").ShouldBe(SlashCommands.For("2") with { GuildId = "1" });
    }

    private static JsonElement.ArrayEnumerator Subcommands() => s_root.GetProperty("options").EnumerateArray();

    private static IEnumerable<JsonElement> Everything() =>
        [s_root, .. Subcommands(), .. Subcommands().SelectMany(static command => command.GetProperty("options").EnumerateArray())];
}
