using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using FsCheck.Xunit;
using IShowTts.TestKit;
using IShowTts.Tts.Checkpoints;
using IShowTts.Tts.F5;
using IShowTts.Tts.F5.Conversion;

namespace IShowTts.Tts.Tests.Checkpoints;

public sealed class TorchZipFileTests : IDisposable
{
    private const string Floats = "FloatStorage";

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"ishowtts-{Guid.NewGuid():N}.bin");

    public static TheoryData<string> Vocoders => GoldenCases.Vocoders();

    [SkippableTheory]
    [MemberData(nameof(Vocoders))]
    public void Vocos_ThroughATorchZip_HasTheSameTensors(string vocoder)
    {
        using var golden = Goldens.OpenWeights(vocoder);
        TorchZipWriter.Write(_path, golden);

        using var read = CheckpointFile.Open(_path);

        read.ShouldBeOfType<TorchZipFile>();
        read.Tensors.Keys.Order(StringComparer.Ordinal).ShouldBe(golden.Tensors.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, info) in golden.Tensors)
        {
            read.Tensors[key].Shape.ShouldBe(info.Shape, key);
            Values(read, key).ShouldBe(Values(golden, key), key);
        }
    }

    [Fact]
    public void Tensor_WithStridesAndOffset_IsReadInItsOwnOrder()
    {
        var pickle = new PickleWriter().Op("}(")
            .Text("transposed").Tensor(Floats, "0", 7, 1, [3, 2], [1, 3])
            .Text("column").Tensor(Floats, "0", 7, 2, [2], [3])
            .Text("scalar").Tensor(Floats, "0", 7, 6, [], [])
            .Text("empty").Tensor(Floats, "0", 7, 0, [0, 4], [4, 1])
            .Text("rows").Tensor(Floats, "0", 7, 1, [2, 3], [3, 1])
            .Text("number").Number(5).Op("u").Stop();
        Write(pickle, ("0", Bytes(0, 1, 2, 3, 4, 5, 6)));
        using var file = new TorchZipFile(_path);

        Values(file, "transposed").ShouldBe([1, 4, 2, 5, 3, 6]);
        Values(file, "column").ShouldBe([2, 5]);
        Values(file, "scalar").ShouldBe([6]);
        Values(file, "empty").ShouldBeEmpty();
        Values(file, "rows").ShouldBe([1, 2, 3, 4, 5, 6]);
        file.Tensors.ContainsKey("number").ShouldBeFalse();
        var part = new float[2];
        file.Read("transposed", 3, part);
        part.ShouldBe([5, 3]);
        Should.Throw<CheckpointException>(() => file.Read("transposed", 5, part));
        Should.Throw<CheckpointException>(() => file.Read("none", 0, part));
    }

    [Fact]
    public void Dictionaries_InsideEachOther_GiveKeysWithDots()
    {
        var pickle = new PickleWriter().Op("}").Text("model").Op("}").Text("a").Tensor(Floats, "0", 1, 0, [1], [1]).Op("ss").Stop();
        Write(pickle, ("0", Bytes(4)));
        using var file = new TorchZipFile(_path);

        Values(file, "model.a").ShouldBe([4]);
    }

    [Fact]
    public void Parameter_AndHalfStorage_AreRead()
    {
        var pickle = new PickleWriter().Op("}").Text("p").Global("torch._utils", "_rebuild_parameter").Op("(").Tensor("HalfStorage", "0", 2, 0, [2], [1]).Raw(0x88).Op("}tRs").Stop();
        Write(pickle, ("0", Convert.FromHexString("003C00C0")));
        using var file = new TorchZipFile(_path);

        Values(file, "p").ShouldBe([1, -2]);
        file.Tensors["p"].DataType.ShouldBe("F16");
    }

    [Theory]
    [InlineData(8, new long[] { 3, 3 }, new long[] { 3, 1 }, 0, "does not fit")] // outside the storage
    [InlineData(9, new long[] { 3, 3 }, new long[] { 3, 1 }, 1, "does not fit")] // outside by its offset
    [InlineData(1, new long[] { 1L << 40 }, new long[] { 0 }, 0, "does not fit")] // one element told a trillion times
    [InlineData(9, new long[] { long.MaxValue, long.MaxValue }, new long[] { long.MaxValue, long.MaxValue }, 0, "does not fit")]
    [InlineData(9, new long[] { 3 }, new long[] { 3, 1 }, 0, "does not fit")]
    [InlineData(9, new long[] { -3 }, new long[] { 1 }, 0, "shape or strides")]
    [InlineData(9, new long[] { 3 }, new long[] { -1 }, 0, "shape or strides")]
    [InlineData(9, new long[] { 3 }, new long[] { 1 }, -1, "does not fit")]
    [InlineData(9, new long[] { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, new long[] { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, 0, "shape or strides")]
    public void Tensor_OutsideItsStorage_IsRefused(long storage, long[] shape, long[] strides, long offset, string message)
    {
        var pickle = new PickleWriter().Op("}").Text("a").Tensor(Floats, "0", storage, offset, shape, strides).Op("s").Stop();
        Write(pickle, ("0", new byte[storage * 4]));

        Refused().ShouldContain(message);
    }

    [Theory]
    [InlineData(9, "says 9 elements")]
    [InlineData(long.MaxValue, "says 9223372036854775807 elements")]
    public void Storage_SmallerThanItSays_IsRefused(long said, string message)
    {
        Write(new PickleWriter().Op("}").Text("a").Tensor(Floats, "0", said, 0, [2], [1]).Op("s").Stop(), ("0", new byte[8]));

        Refused().ShouldContain(message);
    }

    [Fact]
    public void Storage_ThatIsNotThere_IsNamed()
    {
        Write(new PickleWriter().Op("}").Text("a").Tensor(Floats, "7", 2, 0, [2], [1]).Op("s").Stop(), ("0", new byte[8]));

        Refused().ShouldContain("archive/data/7");
    }

    [Fact]
    public void Storage_WithAChangedByte_IsRefusedWhenRead()
    {
        Write(new PickleWriter().Op("}").Text("a").Tensor(Floats, "0", 2, 0, [2], [1]).Op("s").Stop(), ("0", Bytes(1.25f, 2)));
        var bytes = File.ReadAllBytes(_path);
        bytes[bytes.AsSpan().IndexOf(Bytes(1.25f, 2))] ^= 1;
        File.WriteAllBytes(_path, bytes);
        using var file = new TorchZipFile(_path);

        Should.Throw<CheckpointException>(() => file.Read("a", 0, new float[2])).Message.ShouldContain("checksum of archive/data/0");
    }

    [Theory]
    [InlineData("big")]
    [InlineData("mixed")]
    public void ByteOrder_OtherThanLittle_IsRefused(string order)
    {
        TorchZipWriter.WriteZip(_path, [("archive/data.pkl", new PickleWriter().Op("}").Stop()), ("archive/byteorder", System.Text.Encoding.ASCII.GetBytes(order))]);

        Refused().ShouldContain($"\"{order}\"");
    }

    [Theory]
    [InlineData("../data.pkl")]
    [InlineData("/archive/data.pkl")]
    [InlineData("C:\\archive\\data.pkl")]
    [InlineData("archive/../../etc/passwd")]
    public void ZipNames_ThatReachOutside_AreRefused(string name)
    {
        TorchZipWriter.WriteZip(_path, [("archive/data.pkl", new PickleWriter().Op("}").Stop()), (name, [])]);

        Refused().ShouldContain("which no torch writes");
    }

    [Fact]
    public void ZipEntries_ThatAreCompressed_AreRefused()
    {
        TorchZipWriter.WriteZip(_path, [("archive/data.pkl", new byte[100_000])], CompressionLevel.SmallestSize);

        Refused().ShouldContain("compressed");
    }

    [Fact]
    public void Zip_WithoutAPickle_SaysWhatIsMissing()
    {
        TorchZipWriter.WriteZip(_path, [("archive/code/model.py", [])]);

        Refused().ShouldContain("NAME/data.pkl");
    }

    [Fact]
    public void Zip_InZip64Form_IsRead()
    {
        Write(new PickleWriter().Op("}").Text("a").Tensor(Floats, "0", 2, 0, [2], [1]).Op("s").Stop(), ("0", Bytes(1, 2)));
        var bytes = File.ReadAllBytes(_path);
        var end = bytes.Length - 22;
        var end64 = new byte[56];
        "PK\u0006\u0006"u8.CopyTo(end64);
        BinaryPrimitives.WriteInt64LittleEndian(end64.AsSpan(32), BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(end + 10)));
        BinaryPrimitives.WriteInt64LittleEndian(end64.AsSpan(40), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(end + 12)));
        BinaryPrimitives.WriteInt64LittleEndian(end64.AsSpan(48), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(end + 16)));
        var locator = new byte[20];
        "PK\u0006\u0007"u8.CopyTo(locator);
        BinaryPrimitives.WriteInt64LittleEndian(locator.AsSpan(8), end);
        bytes.AsSpan(end + 8, 12).Fill(0xFF);
        File.WriteAllBytes(_path, [.. bytes[..end], .. end64, .. locator, .. bytes[end..]]);

        using var file = new TorchZipFile(_path);

        Values(file, "a").ShouldBe([1, 2]);
    }

    [Fact]
    public void File_CutAnywhere_IsRefused()
    {
        using var random = RandomWeights.ForVocos("cut", new VocosArchitecture(8, 16, 1));
        TorchZipWriter.Write(_path, random);
        var bytes = File.ReadAllBytes(_path);
        for (var length = 4; length < bytes.Length; length += 997)
        {
            File.WriteAllBytes(_path, bytes[..length]);
            Refused().ShouldContain(_path);
        }
    }

    [Property(MaxTest = 400)]
    public void File_WithBytesChanged_IsReadOrRefusedWithoutHarm(uint position, byte value, uint position2, byte value2)
    {
        var bytes = ValidFile();
        bytes[position % bytes.Length] = value;
        bytes[position2 % bytes.Length] = value2;
        File.WriteAllBytes(_path, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        try
        {
            using var file = new TorchZipFile(_path);
            foreach (var (key, info) in file.Tensors)
            {
                info.Count.ShouldBeLessThanOrEqualTo(bytes.Length);
                Values(file, key);
            }
        }
        catch (CheckpointException exception)
        {
            exception.Message.ShouldContain(_path);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(16L << 20);
    }

    public void Dispose() => File.Delete(_path);

    private static byte[] Bytes(params float[] values) => MemoryMarshal.AsBytes(values.AsSpan()).ToArray();

    private static float[] Values(ITensorSource source, string key)
    {
        var values = new float[source.Tensors[key].Count];
        source.Read(key, 0, values);
        return values;
    }

    private byte[] ValidFile()
    {
        var pickle = new PickleWriter().Op("}(").Text("a").Tensor(Floats, "0", 6, 1, [2, 2], [1, 2]).Text("b").Tensor("LongStorage", "1", 2, 0, [2], [1]).Op("u").Stop();
        Write(pickle, ("0", Bytes(1, 2, 3, 4, 5, 6)), ("1", new byte[16]));
        return File.ReadAllBytes(_path);
    }

    private void Write(byte[] pickle, params (string Key, byte[] Data)[] storages) =>
        TorchZipWriter.WriteZip(_path, [("archive/data.pkl", pickle), .. storages.Select(static storage => ($"archive/data/{storage.Key}", storage.Data))]);

    private string Refused() => Should.Throw<CheckpointException>(() => CheckpointFile.Open(_path).Dispose()).Message;
}
