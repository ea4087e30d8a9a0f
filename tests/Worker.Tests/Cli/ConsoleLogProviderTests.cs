using IShowTts.Worker.Cli;
using Microsoft.Extensions.Logging;
using Spectre.Console.Testing;

namespace IShowTts.Worker.Tests.Cli;

public class ConsoleLogProviderTests
{
    [Fact]
    public void Log_HostileText_StaysOneHarmlessLine()
    {
        using var console = new TestConsole().Width(400);
        using var provider = new ConsoleLogProvider(console);

#pragma warning disable CA1848, CA2254 // the text is what is tested
        provider.CreateLogger("x").LogWarning("first\nsecond \u001b[2J[red]third[/]");
#pragma warning restore CA1848, CA2254

        console.Output.ShouldBe("warning: first second [2J[red]third[/]\n");
    }
}
