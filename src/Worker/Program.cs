using System.Globalization;
using IShowTts.Worker.Cli;
using Spectre.Console;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;

var context = new CommandContext(
    AnsiConsole.Create(new AnsiConsoleSettings()),
    AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }),
    Console.OpenStandardOutput,
    TimeProvider.System);
using var interrupt = new InterruptSignals();
return await CommandLine.RunAsync(args, context, interrupt.Token);
