using System.Buffers.Binary;
using System.Text;
using FsCheck.Xunit;
using IShowTts.TestKit;
using IShowTts.Tts.Checkpoints;

namespace IShowTts.Tts.Tests.Checkpoints;

/// <summary>Files are assembled by hand here: the reader must not be tested with a writer of ours alone.</summary>
public sealed class SafetensorsFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"ishowtts-{Guid.NewGuid():N}.safetensors");

    [Fact]
    public void File_WithTensorsOfAllTypes_IsReadAsSingles()
    {
        Write(
            """{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"h":{"dtype":"F16","shape":[2],"data_offsets":[8,12]},"b":{"dtype":"BF16","shape":[1],"data_offsets":[12,14]},"d":{"dtype":"F64","shape":[1],"data_offsets":[14,22]},"i":{"dtype":"I64","shape":[],"data_offsets":[22,30]},"u":{"dtype":"U8","shape":[1],"data_offsets":[30,31]},"s":{"dtype":"I16","shape":[1],"data_offsets":[31,33]}}""",
            "0000803F" + "000080BF" + "003C" + "00C0" + "4040" + "000000000000F83F" + "FEFFFFFFFFFFFFFF" + "FF" + "0080");
        using var file = new SafetensorsFile(_path);

        float[] Read(string key)
        {
            var values = new float[file.Tensors[key].Count];
            file.Read(key, 0, values);
            return values;
        }

        Read("a").ShouldBe([1, -1]);
        Read("h").ShouldBe([1, -2]);
        Read("b").ShouldBe([3]);
        Read("d").ShouldBe([1.5f]);
        Read("i").ShouldBe([-2]);
        Read("u").ShouldBe([255]);
        Read("s").ShouldBe([-32768]);
        file.Metadata["format"].ShouldBe("pt");
        file.Tensors["i"].Shape.ShouldBeEmpty();
    }

    [Fact]
    public void Read_OfAPart_GivesThatPart()
    {
        Write("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "0000803F" + "00000040" + "00004040");
        using var file = new SafetensorsFile(_path);
        var values = new float[1];

        file.Read("a", 2, values);

        values.ShouldBe([3]);
        Should.Throw<CheckpointException>(() => file.Read("a", 3, new float[1])).Message.ShouldContain("3 elements");
        Should.Throw<CheckpointException>(() => file.Read("a", -1, new float[1])).Message.ShouldContain("3 elements");
        Should.Throw<CheckpointException>(() => file.Read("z", 0, new float[1])).Message.ShouldContain("no tensor z");
        Should.Throw<CheckpointException>(() => file.ReadIntegers("a", 0, new long[1])).Message.ShouldContain("F32");
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "cut short")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "after its last tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,8]}}""", 8, "does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4611686018427387904],"data_offsets":[0,0]}}""", 0, "does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[9223372036854775803,9223372036854775807]}}""", 4, "does not fit")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "inside another")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", 12, "hole")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "damaged header")]
    [InlineData("""{"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}}""", 8, "C64")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,8]}}""", 8, "dtype")]
    [InlineData("""{"a":{"dtype":"F32","shape":"x","data_offsets":[0,8]}}""", 8, "damaged header")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,8]}}""", 8, "damaged header")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", 8, "two numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}}""", 4, "17 dimensions")]
    [InlineData("[1]", 0, "damaged header")]
    [InlineData("{", 0, "damaged header")]
    public void File_ThatLies_IsRefusedAndNamed(string header, int dataBytes, string message)
    {
        Write(header, new string('0', 2 * dataBytes));

        var error = Should.Throw<CheckpointException>(() => new SafetensorsFile(_path));

        error.Message.ShouldContain(message);
        error.Message.ShouldContain(_path);
    }

    [Theory]
    [InlineData("", "0 bytes")]
    [InlineData("0000000000000000", "not a safetensors file")]
    [InlineData("FFFFFFFFFFFFFF7F", "not a safetensors file")]
    [InlineData("504B030400000000", "zip archive")]
    [InlineData("8002630000000000", "bare pickle")]
    [InlineData("3C68746D6C3E0A0A", "web page")]
    [InlineData("6400000000000000", "cut short inside its header: 108 bytes expected, 8 there")]
    public void File_OfAnotherKind_IsRefusedWithAHint(string hex, string message)
    {
        File.WriteAllBytes(_path, Convert.FromHexString(hex));

        Should.Throw<CheckpointException>(() => new SafetensorsFile(_path)).Message.ShouldContain(message);
    }

    [Fact]
    public void File_ThatIsNotThere_IsNamed() =>
        Should.Throw<CheckpointException>(() => new SafetensorsFile(_path)).Message.ShouldContain(_path);

    [Fact]
    public void File_CutWhileOpen_IsAnErrorThatNamesTheTensor()
    {
        Write("""{"a":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}""", "00000000");
        using var file = new SafetensorsFile(_path);
        using (var cut = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            cut.SetLength(cut.Length - 2);
        }

        Should.Throw<CheckpointException>(() => file.Read("a", 0, new float[2])).Message.ShouldContain("inside a");
    }

    [Property(MaxTest = 300)]
    public void File_WithAnyByteChanged_IsReadOrRefused(int position, byte value)
    {
        var bytes = File.ReadAllBytes(Path.Combine(SharedData.RepositoryRoot, "tests", "Fixtures", "f5", "token_batch.safetensors"));
        bytes[(int)((uint)position % bytes.Length)] = value;
        File.WriteAllBytes(_path, bytes);

        try
        {
            using var file = new SafetensorsFile(_path);
            foreach (var (key, info) in file.Tensors)
            {
                info.Count.ShouldBeLessThanOrEqualTo(bytes.Length);
                file.Read(key, 0, new float[info.Count]);
            }
        }
        catch (CheckpointException exception)
        {
            exception.Message.ShouldContain(_path);
        }
    }

    public void Dispose() => File.Delete(_path);

    private void Write(string header, string hexData)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        File.WriteAllBytes(_path, [.. length, .. json, .. Convert.FromHexString(hexData)]);
    }
}
