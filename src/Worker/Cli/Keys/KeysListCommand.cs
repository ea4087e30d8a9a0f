using System.CommandLine;
using System.Globalization;
using IShowTts.Worker.Api.Keys;
using IShowTts.Worker.Hosting;
using IShowTts.Worker.Hosting.Configuration;
using Spectre.Console;

namespace IShowTts.Worker.Cli.Keys;

/// <summary><c>ishowtts keys list</c></summary>
internal static class KeysListCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Build(CommandContext context)
    {
        var json = CommonOptions.Json();
        var command = new Command("list", "List the keys: what they may do, when they were made and last used") { json };
        command.SetAction(result =>
        {
            var directory = new DataDirectory(ConfigurationLocations.FindDataDirectory(CommonOptions.ReadSettings(result).DataDirectory));
            var used = KeyUse.Read(directory);
            KeyReport[] keys = [.. new ApiKeyFile(directory).Read().Select(key => new KeyReport(key.Name, ApiScopes.Names(key.Scopes), key.CreatedAt, used.TryGetValue(key.Id, out var day) ? day : null))];
            if (result.GetValue(json))
            {
                context.WriteJson(keys, CliJsonContext.Readable.IReadOnlyListKeyReport);
            }
            else if (keys.Length == 0)
            {
                context.WriteLine("No keys. Make one with: ishowtts keys add NAME --scope speak,control");
            }
            else
            {
                context.Out.Write(ToTable(keys, context.Time.LocalTimeZone));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Table ToTable(IEnumerable<KeyReport> keys, TimeZoneInfo zone)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Name", "Scopes", "Made", "Last used");
        foreach (var key in keys)
        {
            table.AddRow(
                new Text(key.Name),
                new Text(string.Join(", ", key.Scopes)),
                new Text(TimeZoneInfo.ConvertTime(key.CreatedAt, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
                new Text(key.LastUsed?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "never"));
        }

        return table;
    }
}
