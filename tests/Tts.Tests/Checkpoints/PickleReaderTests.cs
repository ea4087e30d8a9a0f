using FsCheck.Xunit;
using IShowTts.TestKit;
using IShowTts.Tts.Checkpoints;

namespace IShowTts.Tts.Tests.Checkpoints;

/// <summary>A pickle is a program. These are the programs that people have hidden in model files, and others that only want to be large.</summary>
public class PickleReaderTests
{
    private const long FewMegabytes = 64L << 20;

    [Theory]
    [InlineData("os", "system")]
    [InlineData("posix", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("builtins", "getattr")]
    [InlineData("subprocess", "Popen")]
    [InlineData("torch", "load")]
    [InlineData("torch._utils", "_rebuild_tensor_v2_")]
    [InlineData("torch", "FloatStorage.__reduce__")]
    [InlineData("collections", "OrderedDict.update")]
    public void Global_NotOnTheList_IsRefusedByName(string module, string name)
    {
        var asGlobal = new PickleWriter().Global(module, name).Text("touch /tmp/owned").Raw(0x85).Op("R").Stop();
        var fromStack = new PickleWriter().Text(module).Text(name).Raw(0x93).Text("touch /tmp/owned").Raw(0x85).Op("R").Stop();

        Refused(asGlobal).ShouldContain($"{module}.{name}");
        Refused(fromStack).ShouldContain($"{module}.{name}");
    }

    [Fact]
    public void Global_WithControlCharacters_CannotSteerTheTerminal()
    {
        Refused(new PickleWriter().Global("os\u001b[2J", "system").Stop()).ShouldNotContain('\u001b');
    }

    [Theory]
    [InlineData(0x81)] // NEWOBJ
    [InlineData(0x92)] // NEWOBJ_EX
    [InlineData('o')] // OBJ
    [InlineData('i')] // INST
    [InlineData(0x82)] // EXT1
    [InlineData('P')] // PERSID as text
    [InlineData('2')] // DUP
    [InlineData(0x8B)] // LONG4
    [InlineData(0x8F)] // EMPTY_SET
    [InlineData(0xFF)]
    public void Instruction_NotNeededForWeights_IsRefusedByNumber(int opcode) =>
        Refused(new PickleWriter().Op("}").Raw((byte)opcode).Stop()).ShouldContain($"0x{opcode:X2}");

    [Theory]
    [InlineData("R")]
    [InlineData("b")]
    [InlineData("t")]
    [InlineData("s")]
    [InlineData("u")]
    [InlineData("a")]
    [InlineData("Q")]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("h\u0007")]
    [InlineData("(0")]
    [InlineData("}}R")]
    [InlineData(")}b")]
    [InlineData("N)s")]
    [InlineData("(lp0")]
    public void Instruction_WithoutItsValues_IsRefused(string letters) => Refused(new PickleWriter().Op(letters).Stop()).ShouldNotBeEmpty();

    [Theory]
    [InlineData("X\u00FF\u00FF\u00FF\u007F")]
    [InlineData("X\u00FF\u00FF\u00FF\u00FF")]
    [InlineData("\u008D\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF")]
    [InlineData("\u008A\u00FF")]
    [InlineData("cos")]
    [InlineData("X\u0005\u0000\u0000\u0000ab")]
    public void Text_LongerThanThePickle_IsRefusedBeforeItIsAllocated(string letters)
    {
        var pickle = new PickleWriter().Op(letters).Bytes;
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refused(pickle).ShouldNotBeEmpty();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public void Pickle_CutAnywhere_IsRefused()
    {
        var whole = new PickleWriter().Op("}").Text("a").Tensor("FloatStorage", "0", 4, 0, [2, 2], [2, 1]).Op("s").Stop();
        PickleReader.Read(whole, "x").ShouldBeOfType<PickleDictionary>();
        for (var length = 0; length < whole.Length; length++)
        {
            Refused(whole[..length]).ShouldContain("x");
        }
    }

    [Fact]
    public void Stack_OfMillions_IsRefused() => Refused(new PickleWriter().Raw([.. Enumerable.Repeat((byte)')', 3_000_000)]).Stop()).ShouldContain("piles up");

    [Fact]
    public void Memo_OfMillions_IsRefused()
    {
        var pickle = new PickleWriter().Op("N").Raw([.. Enumerable.Repeat((byte)0x94, 3_000_000)]).Stop();

        Refused(pickle).ShouldContain("remembers more than");
    }

    [Fact]
    public void Instructions_OfMillions_AreRefusedWithoutMuchMemory()
    {
        var pickle = new PickleWriter().Raw([.. Enumerable.Repeat("N0"u8.ToArray(), 4_000_000).SelectMany(static pair => pair)]).Stop();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refused(pickle).ShouldContain("instructions");

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(FewMegabytes);
    }

    [Fact]
    public void Pickle_TooLarge_IsRefused() => Refused(new byte[PickleReader.MaxBytes + 1]).ShouldContain("at most");

    /// <summary>Each level holds the one before a hundred times: ten levels are 10^20 values when visited, a few bytes in the file.</summary>
    [Fact]
    public void Dictionaries_ThatHoldEachOtherOften_AreRefusedSoon()
    {
        var pickle = new PickleWriter().Op("}").Raw((byte)'q', 0);
        for (byte level = 1; level <= 7; level++)
        {
            pickle.Op("}(");
            for (var i = 0; i < 100; i++)
            {
                pickle.Text($"{i}").Raw((byte)'h', (byte)(level - 1));
            }

            pickle.Op("u").Raw((byte)'q', level);
        }

        RefusedAsFile(pickle.Stop()).ShouldContain("holds more than");
    }

    [Fact]
    public void Dictionary_InsideItself_IsRefused() =>
        RefusedAsFile(new PickleWriter().Op("}").Raw((byte)'q', 0).Text("a").Raw((byte)'h', 0).Op("s").Stop()).ShouldContain("deeper than");

    [Fact]
    public void List_InsteadOfADictionary_IsRefused() => RefusedAsFile(new PickleWriter().Op("]").Stop()).ShouldContain("no dictionary");

    [Theory]
    [InlineData("../0")]
    [InlineData("0/../../1")]
    [InlineData("")]
    [InlineData("99999999999999999999")]
    public void Storage_WithAPathForAKey_IsRefused(string key) =>
        Refused(new PickleWriter().Storage("FloatStorage", key, 1).Stop()).ShouldContain("unknown way");

    [Fact]
    public void Storage_OfAnUnknownKind_IsRefused()
    {
        Refused(new PickleWriter().Storage("ComplexFloatStorage", "0", 1).Stop()).ShouldContain("torch.ComplexFloatStorage");
        Refused(new PickleWriter().Storage("FloatStorage", "0", -1).Stop()).ShouldContain("unknown way");
        Refused(new PickleWriter().Text("storage").Raw(0x85).Op("Q").Stop()).ShouldContain("unknown way");
    }

    [Fact]
    public void Call_WithOtherArguments_IsRefused()
    {
        Refused(new PickleWriter().Global("collections", "OrderedDict").Op("(]tR").Stop()).ShouldContain("collections.OrderedDict");
        Refused(new PickleWriter().Global("torch._utils", "_rebuild_tensor_v2").Op(")R").Stop()).ShouldContain("_rebuild_tensor_v2");
        Refused(new PickleWriter().Global("torch", "FloatStorage").Op(")R").Stop()).ShouldContain("torch.FloatStorage");
    }

    [Property(MaxTest = 500)]
    public void Pickle_OfAnyBytes_IsReadOrRefused(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            PickleReader.Read([0x80, 2, .. bytes], "x");
        }
        catch (CheckpointException exception)
        {
            exception.Message.ShouldStartWith("x");
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    private static string Refused(byte[] pickle) => Should.Throw<CheckpointException>(() => PickleReader.Read(pickle, "x")).Message;

    private static string RefusedAsFile(byte[] pickle)
    {
        var path = Path.Combine(Path.GetTempPath(), $"ishowtts-{Guid.NewGuid():N}.bin");
        try
        {
            TorchZipWriter.WriteZip(path, [("archive/data.pkl", pickle)]);
            return Should.Throw<CheckpointException>(() => new TorchZipFile(path).Dispose()).Message;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
