using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace IShowTts.Worker.Cli;

/// <summary>What a command may touch: where it writes, and its clock. Tests give their own.</summary>
/// <param name="Out">Results only.</param>
/// <param name="Error">Messages, progress and logs.</param>
/// <param name="OpenStandardOutput">Opens standard output for bytes.</param>
/// <param name="Time">The clock.</param>
internal sealed record CommandContext(IAnsiConsole Out, IAnsiConsole Error, Func<Stream> OpenStandardOutput, TimeProvider Time)
{
    /// <summary>Builds the worker; tests put in fakes.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }

    /// <summary>Writes a line of a result as it is: not wrapped, not coloured.</summary>
    public void WriteLine(string text)
    {
        Out.Profile.Out.Writer.Write(text);
        Out.Profile.Out.Writer.Write('\n');
    }

    /// <summary>Writes a result as JSON.</summary>
    public void WriteJson<T>(T value, JsonTypeInfo<T> type) => WriteLine(JsonSerializer.Serialize(value, type));

    /// <summary>Says what went wrong and what to do.</summary>
    /// <returns>The exit code given.</returns>
    public int Fail(string message, int exitCode = ExitCodes.Failed)
    {
        foreach (var line in message.Split('\n'))
        {
            Error.MarkupLineInterpolated($"[red]{line}[/]");
        }

        return exitCode;
    }

    /// <summary>Says what goes on.</summary>
    public void Say(string message) => Error.WriteLine(message);
}
