using System.Security.Cryptography;
using CommunityPlatform.Host.Vault;
using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Testing;
using Microsoft.Extensions.Configuration;

namespace CommunityPlatform.Host.Tests.Vault;

/// <summary>What is sealed opens for its own field, module and community only, with keys that lie outside of the database.</summary>
public sealed class VaultTests : IDisposable
{
    private readonly TestFolders _folders = new();

    public void Dispose() => _folders.Dispose();

    private KeyFolder Folder() => new(
        PlatformOptions.From(new ConfigurationBuilder().AddInMemoryCollection([new("data", _folders.Data)]).Build(), development: false), TimeProvider.System);

    private static CommunityVault Vault(KeyFolder keys, string community = "jia", string owner = "civil", List<Look>? looks = null) =>
        new(keys, community, owner, new HashSet<string> { "Applicant.Phone", "Applicant.IdNumber", "Applicant.Illness", "Applicant.Faith" }, new HashSet<string> { "Applicant.Illness", "Applicant.Faith" }, look => looks?.Add(look));

    private static Look Why { get; } = new("serve");

    [Fact]
    public void A_text_comes_back_and_stands_nowhere_readable()
    {
        var vault = Vault(Folder());
        var value = vault.Seal("Applicant.Phone", "13800012345");
        Assert.DoesNotContain("13800012345", value.Stored, StringComparison.Ordinal);
        Assert.DoesNotContain("13800012345", value.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(value.Stored, vault.Seal("Applicant.Phone", "13800012345").Stored);
        Assert.Equal("13800012345", vault.Open("Applicant.Phone", value, Why));
        Assert.Equal("", vault.Open("Applicant.Phone", vault.Seal("Applicant.Phone", ""), Why));
    }

    [Fact]
    public void It_opens_under_no_other_field_module_or_community()
    {
        var keys = Folder();
        var value = Vault(keys).Seal("Applicant.Phone", "13800012345");
        Assert.ThrowsAny<CryptographicException>(() => Vault(keys).Open("Applicant.IdNumber", value, Why));
        Assert.ThrowsAny<CryptographicException>(() => Vault(keys, owner: "culture").Open("Applicant.Phone", value, Why));
        Assert.Throws<KeyMissingException>(() => Vault(keys, community: "yi").Open("Applicant.Phone", value, Why));
    }

    [Fact]
    public void Every_changed_character_is_noticed()
    {
        var vault = Vault(Folder());
        var stored = vault.Seal("Applicant.Phone", "13800012345").Stored;
        for (var i = 0; i < stored.Length; i++)
        {
            var changed = stored[..i] + (stored[i] == 'A' ? 'B' : 'A') + stored[(i + 1)..];
            Assert.ThrowsAny<CryptographicException>(() => vault.Open("Applicant.Phone", Sealed.FromStored(changed), Why));
        }
        Assert.ThrowsAny<CryptographicException>(() => vault.Open("Applicant.Phone", Sealed.FromStored("13800012345"), Why));
    }

    [Fact]
    public void What_is_sensitive_lies_under_a_key_of_its_own()
    {
        var keys = Folder();
        var (plain, illness) = (Vault(keys).Seal("Applicant.Phone", "x"), Vault(keys).Seal("Applicant.Illness", "x"));
        Assert.StartsWith("s1.", plain.Stored, StringComparison.Ordinal);
        Assert.StartsWith("s2.", illness.Stored, StringComparison.Ordinal);
        Assert.Equal("x", Vault(keys).Open("Applicant.Illness", illness, Why));
        Assert.ThrowsAny<CryptographicException>(() => Vault(keys).Open("Applicant.Faith", illness, Why));
        // The community's key itself does not open it, nor does its field's key open another text.
        Assert.ThrowsAny<CryptographicException>(() => Vault(keys).Open("Applicant.Illness", Sealed.FromStored("s1" + illness.Stored[2..]), Why));
        Assert.ThrowsAny<CryptographicException>(() => Vault(keys).Open("Applicant.Phone", Sealed.FromStored("s2" + plain.Stored[2..]), Why));
        keys.Turn("jia");
        Assert.Equal("x", Vault(keys).Open("Applicant.Illness", illness, Why));
    }

    [Fact]
    public void What_was_sealed_before_it_was_declared_sensitive_still_opens()
    {
        var keys = Folder();
        var before = keys.Of("jia").Seal("civil/Applicant.Illness", "x");
        Assert.Equal("x", Vault(keys).Open("Applicant.Illness", Sealed.FromStored(before), Why));
    }

    [Fact]
    public void What_nobody_declared_is_not_kept()
    {
        var vault = Vault(Folder());
        var refused = Assert.Throws<InvalidOperationException>(() => vault.Seal("Applicant.Diagnosis", "x"));
        Assert.Contains("personalData", refused.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => vault.Index("Applicant.Diagnosis", "x"));
    }

    [Fact]
    public void Opening_is_a_look_and_masking_is_none()
    {
        var looks = new List<Look>();
        var vault = Vault(Folder(), looks: looks);
        var value = vault.Seal("Applicant.Phone", "13800012345");
        Assert.Equal("138****2345", vault.Masked("Applicant.Phone", value, Masks.Phone));
        Assert.Empty(looks);
        vault.Open("Applicant.Phone", value, Why with { Reason = "asked to be called" });
        Assert.Equal("asked to be called", Assert.Single(looks).Reason);
        Assert.Throws<ArgumentException>(() => vault.Open("Applicant.Phone", value, new("")));
    }

    [Fact]
    public void An_index_finds_the_same_text_and_tells_nothing_elsewhere()
    {
        var keys = Folder();
        var index = Vault(keys).Index("Applicant.Phone", "13800012345");
        Assert.Matches("^[a-p]{32}$", index);
        Assert.Equal(index, Vault(keys).Index("Applicant.Phone", "13800012345"));
        Assert.NotEqual(index, Vault(keys).Index("Applicant.Phone", "13800012346"));
        Assert.NotEqual(index, Vault(keys).Index("Applicant.Phone/tail", "13800012345"));
        Assert.NotEqual(index, Vault(keys, community: "yi").Index("Applicant.Phone", "13800012345"));
        Assert.NotEqual(index, Vault(keys, owner: "culture").Index("Applicant.Phone", "13800012345"));
    }

    [Fact]
    public void A_turned_ring_still_opens_what_was_sealed_before_until_the_old_key_is_dropped()
    {
        var keys = Folder();
        var old = Vault(keys).Seal("Applicant.Phone", "13800012345");
        var index = Vault(keys).Index("Applicant.Phone", "13800012345");
        keys.Turn("jia");
        var fresh = Vault(keys).Seal("Applicant.Phone", "13800012345");
        Assert.NotEqual(SealedText.KeyOf(old.Stored), SealedText.KeyOf(fresh.Stored));
        Assert.Equal("13800012345", Vault(keys).Open("Applicant.Phone", old, Why));
        // The new index is stored; a look-up finds both.
        var freshIndex = Vault(keys).Index("Applicant.Phone", "13800012345");
        Assert.NotEqual(index, freshIndex);
        Assert.Equal([freshIndex, index], Vault(keys).Indexes("Applicant.Phone", "13800012345"));
        keys.DropOld("jia");
        Assert.Equal([freshIndex], Vault(keys).Indexes("Applicant.Phone", "13800012345"));
        Assert.Equal("13800012345", Vault(keys).Open("Applicant.Phone", fresh, Why));
        Assert.Throws<KeyMissingException>(() => Vault(keys).Open("Applicant.Phone", old, Why));
    }

    [Fact]
    public void Another_process_s_new_key_is_found_without_a_restart()
    {
        var (one, other) = (Folder(), Folder());
        var before = Vault(one).Seal("Applicant.Phone", "1");
        Assert.Equal("1", Vault(other).Open("Applicant.Phone", before, Why));
        one.Turn("jia");
        Assert.Equal("2", Vault(other).Open("Applicant.Phone", Vault(one).Seal("Applicant.Phone", "2"), Why));
    }

    [Fact]
    public void A_folder_of_keys_without_its_master_says_what_is_missing_and_makes_no_new_one()
    {
        var value = Vault(Folder()).Seal("Applicant.Phone", "13800012345");
        File.Delete(Path.Combine(_folders.Data, "keys", "master.key"));
        var missing = Assert.Throws<KeyMissingException>(() => Vault(Folder()).Open("Applicant.Phone", value, Why));
        Assert.Contains("master.key", missing.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folders.Data, "keys", "master.key")));
    }

    [Fact]
    public void Only_the_house_itself_may_read_the_keys()
    {
        if (OperatingSystem.IsWindows()) return;
        Vault(Folder()).Seal("Applicant.Phone", "1");
        foreach (var file in new[] { "master.key", Path.Combine("communities", "jia.json") })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folders.Data, "keys", file)));
    }

    [Theory]
    [InlineData("13800012345", true)]
    [InlineData("call 13800012345 today", true)]
    [InlineData("113800012345", false)]
    [InlineData("9f13800012345c0", false)]
    [InlineData("电话13800012345。", true)]
    [InlineData("138000123456", false)]
    [InlineData("11010519491231002X", true)]
    [InlineData("110105194912310021", false)]
    [InlineData("010-12345678", false)]
    [InlineData("2026-11-22 14:30", false)]
    public void Personal_numbers_are_known_in_running_text(string text, bool personal) => Assert.Equal(personal, PersonalNumbers.In(text));
}
