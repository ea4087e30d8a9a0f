using System.Globalization;
using IShowTts.Worker.Cli;
using Spectre.Console;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

var output = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
var error = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
// A pipe has no width: programs that read it want whole lines.
output.Profile.Width = Console.IsOutputRedirected ? 200 : output.Profile.Width;
error.Profile.Width = Console.IsErrorRedirected ? 2_000 : error.Profile.Width;
var context = new CommandContext(output, error, Console.OpenStandardOutput, TimeProvider.System);
using var interrupt = new InterruptSignals();
return await CommandLine.RunAsync(args, context, interrupt.Token);
