using System.CommandLine;
using IShowTts.Worker.Hosting;

namespace IShowTts.Worker.Cli;

/// <summary>Options that every command takes.</summary>
internal static class CommonOptions
{
    /// <summary>Where the worker keeps everything it writes.</summary>
    public static Option<string?> DataDirectory() => new("--data-dir") { Description = "Folder for everything the worker writes (default: $XDG_DATA_HOME/ishowtts)", HelpName = "FOLDER", Recursive = true };

    /// <summary>The configuration file.</summary>
    public static Option<string?> Config() => new("--config") { Description = "Configuration file (default: config/ishowtts.json)", HelpName = "FILE", Recursive = true };

    /// <summary>A result for programs.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Print JSON instead of a table" };

    /// <summary>Allows numbers of a range only. What is no number is told by the parser.</summary>
    /// <param name="option">The option.</param>
    /// <param name="minimum">Smallest.</param>
    /// <param name="maximum">Largest.</param>
    public static void InRange(this Option option, double minimum, double maximum) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && double.TryParse(token.Value, System.Globalization.CultureInfo.InvariantCulture, out var value) && !(value >= minimum && value <= maximum))
        {
            result.AddError(FormattableString.Invariant($"{option.Name} must be from {minimum} to {maximum}."));
        }
    });

    /// <summary>Reads the two that choose where things lie.</summary>
    public static WorkerHostSettings ReadSettings(ParseResult result) => new()
    {
        DataDirectory = result.GetValue<string?>("--data-dir"),
        ConfigFile = result.GetValue<string?>("--config"),
    };
}
