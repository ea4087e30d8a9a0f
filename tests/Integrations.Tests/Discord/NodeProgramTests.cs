using System.ComponentModel;
using IShowTts.Integrations.Discord.Link;

namespace IShowTts.Integrations.Tests.Discord;

/// <summary>What a start of Node that failed means.</summary>
public sealed class NodeProgramTests
{
    [SkippableTheory]
    [InlineData(2)] // ENOENT
    [InlineData(13)] // EACCES
    public void Start_OfAProgramThatIsMissing_IsForGood(int code)
    {
        Skip.If(OperatingSystem.IsWindows(), "these are error numbers of Linux");
        NodeProgram.Explain("node", new Win32Exception(code)).ShouldBeOfType<BridgeFailedException>().Reason.ShouldBe("node-missing");
    }

    [SkippableTheory]
    [InlineData(11)] // EAGAIN
    [InlineData(12)] // ENOMEM
    [InlineData(24)] // EMFILE
    public void Start_ThatFoundNoRoom_IsTriedAgain(int code)
    {
        Skip.If(OperatingSystem.IsWindows(), "these are error numbers of Linux");
        NodeProgram.Explain("node", new Win32Exception(code)).ShouldBeOfType<BridgeLostException>().Message.ShouldContain("(Discord:Node) could not be started");
    }
}
