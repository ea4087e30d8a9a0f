using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace IShowTts.Worker.Discord;

/// <summary>The commands in Discord's form: <c>PUT /applications/{app}/guilds/{guild}/commands</c>.</summary>
internal static class SlashCommandJson
{
    private const int ChatInput = 1;
    private const int Subcommand = 1;

    /// <summary>Discord's array of commands; the same text at each start.</summary>
    public static string Body { get; } = Write();

    /// <summary>Names the content: 32 hex digits.</summary>
    public static string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body)).AsSpan(0, 16));

    private static string Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteString("name", SlashCommands.Root);
            json.WriteString("description", SlashCommands.Description);
            json.WriteNumber("type", ChatInput);
            json.WriteStartArray("options");
            foreach (var command in SlashCommands.All)
            {
                Write(json, command);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, SlashCommand command)
    {
        json.WriteStartObject();
        json.WriteNumber("type", Subcommand);
        json.WriteString("name", command.Name);
        json.WriteString("description", command.Description);
        json.WriteStartArray("options");
        foreach (var option in command.Options)
        {
            Write(json, option);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SlashOption option)
    {
        json.WriteStartObject();
        json.WriteNumber("type", (int)option.Type);
        json.WriteString("name", option.Name);
        json.WriteString("description", option.Description);
        json.WriteBoolean("required", option.IsRequired);
        if (option.Type == SlashOptionType.Number)
        {
            json.WriteNumber("min_value", 0);
            json.WriteNumber("max_value", option.MaxValue);
        }
        else
        {
            json.WriteBoolean("autocomplete", option.IsOffered);
            json.WriteNumber("min_length", option.IsRequired ? 1 : 0);
            json.WriteNumber("max_length", option.MaxLength);
        }

        json.WriteEndObject();
    }
}
